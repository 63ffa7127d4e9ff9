# SPDX-License-Identifier: Apache-2.0
"""The profiles that a journey is made on: both, unless it is marked.

The client is the same on both, behind the same nginx; they differ in where rows, events and files
are. What is searched, streamed, played or sent to a storage is made on both, and so is what a
product document states.
"""

from __future__ import annotations

import pytest

ON_EMBEDDED = pytest.mark.parametrize("platform", ["embedded"], indirect=True)
"""Marks what a browser does by itself, or with answers that other tests compare on both."""

ON_DISTRIBUTED = pytest.mark.parametrize("platform", ["distributed"], indirect=True)
"""Marks pages of what unit tests do over SQLite, so that it is done over PostgreSQL, too."""
