# SPDX-License-Identifier: Apache-2.0
"""How each condition of publishing is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.publish.domain import errors

REFUSALS: Refusals = {
    errors.SpaceNotFound: Refusal(Kind.NOT_FOUND, "space_not_found"),
    errors.PublicationNotFound: Refusal(Kind.NOT_FOUND, "publication_not_found"),
    errors.NotPublished: Refusal(Kind.NOT_FOUND, "publication_not_published"),
    errors.ProductionNotFound: Refusal(Kind.NOT_FOUND, "production_not_found"),
    errors.ProductionNotReady: Refusal(Kind.CONFLICT, "production_not_ready"),
    errors.UploadNotFound: Refusal(Kind.NOT_FOUND, "upload_not_found"),
    errors.Forbidden: Refusal(Kind.FORBIDDEN, "forbidden"),
    errors.InvalidStatus: Refusal(Kind.CONFLICT, "invalid_status"),
    errors.RequestIdReused: Refusal(Kind.UNPROCESSABLE, "request_id_reused"),
    errors.InvalidCursor: Refusal(Kind.INVALID, "invalid_cursor"),
}
