# SPDX-License-Identifier: Apache-2.0
"""Leased jobs: the table, the retry policy, the worker loop and its client."""
