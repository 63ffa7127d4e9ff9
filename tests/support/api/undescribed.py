# SPDX-License-Identifier: Apache-2.0
"""Operations that are not described yet: who describes one deletes its line."""

from __future__ import annotations

UNDESCRIBED: frozenset[str] = frozenset()
"""`METHOD /path/{variable}`; their answers are not compared with anything."""
