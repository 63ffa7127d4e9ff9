# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and error code of each error of the publish service."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.publish.domain import errors

ERROR_RULES: ErrorRules = {
    errors.SpaceNotFound: ErrorRule(ErrorKind.NOT_FOUND, "space_not_found"),
    errors.PublicationNotFound: ErrorRule(ErrorKind.NOT_FOUND, "publication_not_found"),
    errors.NotPublished: ErrorRule(ErrorKind.NOT_FOUND, "publication_not_published"),
    errors.UnknownProduction: ErrorRule(ErrorKind.NOT_FOUND, "production_not_found"),
    errors.ProductionNotReady: ErrorRule(ErrorKind.CONFLICT, "production_not_ready"),
    errors.UnknownUpload: ErrorRule(ErrorKind.NOT_FOUND, "upload_not_found"),
    errors.Forbidden: ErrorRule(ErrorKind.FORBIDDEN, "forbidden"),
    errors.InvalidStatus: ErrorRule(ErrorKind.CONFLICT, "invalid_status"),
}
