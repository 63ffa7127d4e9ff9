# SPDX-License-Identifier: Apache-2.0
"""The REST routes and RPCs of the accounts service."""
