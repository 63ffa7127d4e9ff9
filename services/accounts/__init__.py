# SPDX-License-Identifier: Apache-2.0
"""Accounts: who somebody is, and what proves it."""
