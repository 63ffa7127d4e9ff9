# SPDX-License-Identifier: Apache-2.0
"""How each condition of render is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.render.domain import errors

REFUSALS: Refusals = {
    errors.RenderNotFound: Refusal(Kind.NOT_FOUND, "render_not_found"),
    errors.NotYourRender: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.InvalidState: Refusal(Kind.CONFLICT, "invalid_state"),
    errors.StaleLease: Refusal(Kind.CONFLICT, "stale_lease"),
    errors.SealedTimelineNotFound: Refusal(Kind.NOT_FOUND, "render_not_found"),
    errors.InvalidTitle: Refusal(Kind.INVALID, "invalid_screen_title"),
    errors.CannotDraw: Refusal(Kind.UNPROCESSABLE, "text_not_drawable"),
    errors.CannotPlan: Refusal(Kind.UNPROCESSABLE, "invalid_timeline"),
}
