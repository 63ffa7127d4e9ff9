# SPDX-License-Identifier: Apache-2.0
"""How many publications a production has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicationCounts:
    """The publications of a production: `live` are pending or published and forbid its deletion."""

    live: int = 0
    published: int = 0
