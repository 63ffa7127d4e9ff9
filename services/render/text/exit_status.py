# SPDX-License-Identifier: Apache-2.0
"""The exit status by which the drawing child says why it failed."""

from __future__ import annotations

from typing import Final

MISSING_GLYPH_STATUS: Final = 3
"""No font has a character; the child's standard error says which one."""
