# SPDX-License-Identifier: Apache-2.0
"""The REST routes of the campaigns service."""
