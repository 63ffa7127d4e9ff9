# SPDX-License-Identifier: Apache-2.0
"""The accounts service: users, their sessions and their personal access tokens."""
