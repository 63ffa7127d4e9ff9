# SPDX-License-Identifier: Apache-2.0
"""Which ids rows may have."""

from __future__ import annotations

LARGEST_ID = 2**31 - 1
"""No table has a row with a larger id."""
