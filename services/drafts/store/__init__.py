# SPDX-License-Identifier: Apache-2.0
"""Drafts in SQL, and the library it asks."""
