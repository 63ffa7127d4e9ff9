# SPDX-License-Identifier: Apache-2.0
"""Which renders a caller may see and control."""

from __future__ import annotations

from chassis.caller import Caller
from services.render.coordinator.domain.errors import NotYourRender, RenderNotFound
from services.render.coordinator.domain.render import Render


def require_access(render: Render | None, caller: Caller) -> Render:
    """Return a render of the caller's, or any for an administrator.

    Raises RenderNotFound or NotYourRender.
    """
    if render is None:
        raise RenderNotFound("There is no render with this id.")
    if caller.user_id != render.subject.owner_user_id and not caller.is_admin:
        raise NotYourRender("This render belongs to another user.")
    return render
