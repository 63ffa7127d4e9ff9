# SPDX-License-Identifier: Apache-2.0
"""The campaigns service raises no errors of its own."""

from __future__ import annotations

from chassis.errors import ErrorRules

ERROR_RULES: ErrorRules = {}
