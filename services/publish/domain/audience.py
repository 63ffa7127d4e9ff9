# SPDX-License-Identifier: Apache-2.0
"""How wide the audience of a publication may be, and when it becomes wider."""

from __future__ import annotations

from services.publish.domain.errors import VisibilityTooWide
from services.publish.domain.publication import Visibility
from services.publish.domain.space import Space


def check_visibility(visibility: Visibility | None, space: Space) -> None:
    """Raise VisibilityTooWide for everybody in a space that not everybody may view."""
    if visibility is Visibility.PUBLIC and not space.is_public:
        raise VisibilityTooWide("Only members may view this space, and so what is published in it.")


def is_wider(after: Visibility, before: Visibility) -> bool:
    """Whether more people may watch a publication after its visibility changed."""
    return before is Visibility.MEMBERS and after is not Visibility.MEMBERS
