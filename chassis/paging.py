# SPDX-License-Identifier: Apache-2.0
"""Pages of lists that are read with one item more than a page holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def cut_page(found: Sequence[Item], limit: int) -> tuple[Sequence[Item], Item | None]:
    """Return the first `limit` items, and the last of these if more were found.

    The next page begins after that item; None means that this is the last page.
    """
    page = found[:limit]
    return page, page[-1] if len(found) > limit else None
