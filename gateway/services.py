# SPDX-License-Identifier: Apache-2.0
"""Which services this installation has."""

from __future__ import annotations

NAMES: tuple[str, ...] = (
    "accounts",
    "library",
    "drafts",
    "render",
    "hls",
    "publish",
    "campaigns",
)
