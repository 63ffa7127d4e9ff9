# SPDX-License-Identifier: Apache-2.0
"""How each condition of render is answered."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.render.coordinator.domain import errors

ERROR_RULES: ErrorRules = {
    errors.RenderNotFound: ErrorRule(ErrorKind.NOT_FOUND, "render_not_found"),
    errors.NotYourRender: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.InvalidState: ErrorRule(ErrorKind.CONFLICT, "invalid_state"),
    errors.StaleLease: ErrorRule(ErrorKind.CONFLICT, "stale_lease"),
    errors.SealedTimelineNotFound: ErrorRule(ErrorKind.NOT_FOUND, "render_not_found"),
    errors.InvalidTitle: ErrorRule(ErrorKind.INVALID, "invalid_screen_title"),
    errors.CannotDraw: ErrorRule(ErrorKind.UNPROCESSABLE, "text_not_drawable"),
    errors.CannotPlan: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_timeline"),
}
