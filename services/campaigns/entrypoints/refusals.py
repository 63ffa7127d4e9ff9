# SPDX-License-Identifier: Apache-2.0
"""How each condition of campaigns is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.campaigns.domain import errors

REFUSALS: Refusals = {
    errors.InvalidCursor: Refusal(Kind.INVALID, "invalid_cursor"),
}
