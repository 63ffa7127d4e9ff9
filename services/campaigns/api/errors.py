# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and error code of each error of the campaigns service."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.campaigns import domain

ERROR_RULES: ErrorRules = {
    domain.InvalidCursor: ErrorRule(ErrorKind.INVALID, "invalid_cursor"),
}
