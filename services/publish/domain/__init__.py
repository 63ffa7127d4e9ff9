# SPDX-License-Identifier: Apache-2.0
"""Spaces, publications and the rules of who may do what with them."""
