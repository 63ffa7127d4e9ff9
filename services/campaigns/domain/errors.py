# SPDX-License-Identifier: Apache-2.0
"""The conditions under which campaigns refuse."""

from __future__ import annotations


class CampaignError(Exception):
    """Something about a campaign is not as it must be."""


class InvalidCursor(CampaignError):
    """This cursor was not given out by us: begin at the first page."""
