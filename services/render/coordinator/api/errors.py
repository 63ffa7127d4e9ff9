# SPDX-License-Identifier: Apache-2.0
"""The status and the code of each error of render."""

from __future__ import annotations

from chassis import storage
from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.render.contract.errors import TextNotDrawable
from services.render.coordinator.domain import errors

ERROR_RULES: ErrorRules = {
    errors.RenderNotFound: ErrorRule(ErrorKind.NOT_FOUND, "render_not_found"),
    errors.NotYourRender: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.InvalidRenderState: ErrorRule(ErrorKind.CONFLICT, "invalid_state"),
    errors.SealedExportNotFound: ErrorRule(ErrorKind.NOT_FOUND, "render_not_found"),
    errors.InvalidScreenTitle: ErrorRule(ErrorKind.INVALID, "invalid_screen_title"),
    errors.TextImageNotFound: ErrorRule(ErrorKind.NOT_FOUND, "text_image_not_found"),
    errors.UploadNotFound: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.StretchNotFound: ErrorRule(ErrorKind.NOT_FOUND, "stretch_not_found"),
    errors.EditProxyUnavailable: ErrorRule(ErrorKind.NOT_FOUND, "derivative_unavailable"),
    storage.StorageUnavailable: ErrorRule(ErrorKind.UNAVAILABLE, "storage_unavailable"),
    errors.FrameOutOfRange: ErrorRule(ErrorKind.INVALID, "frame_out_of_range"),
    errors.ExactFrameNotFound: ErrorRule(ErrorKind.NOT_FOUND, "exact_frame_not_found"),
    TextNotDrawable: ErrorRule(ErrorKind.UNPROCESSABLE, "text_not_drawable"),
    errors.CannotPlan: ErrorRule(ErrorKind.UNPROCESSABLE, "invalid_timeline"),
}
