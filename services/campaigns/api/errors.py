# SPDX-License-Identifier: Apache-2.0
"""How each condition of campaigns is answered."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.campaigns.domain import errors

ERROR_RULES: ErrorRules = {
    errors.InvalidCursor: ErrorRule(ErrorKind.INVALID, "invalid_cursor"),
}
