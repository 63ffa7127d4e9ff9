# SPDX-License-Identifier: Apache-2.0
"""Campaigns: batches of videos and stories."""
