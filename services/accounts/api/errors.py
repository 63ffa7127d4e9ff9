# SPDX-License-Identifier: Apache-2.0
"""The HTTP status and error code of each error of the accounts service."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.accounts import domain

ERROR_RULES: ErrorRules = {
    domain.InvalidEmail: ErrorRule(ErrorKind.INVALID, "invalid_email"),
    domain.WeakPassword: ErrorRule(ErrorKind.INVALID, "weak_password"),
    domain.EmailTaken: ErrorRule(ErrorKind.CONFLICT, "email_taken"),
    domain.InvalidCredentials: ErrorRule(ErrorKind.UNAUTHENTICATED, "invalid_credentials"),
    domain.TooManyAttempts: ErrorRule(ErrorKind.RATE_LIMITED, "too_many_attempts"),
    domain.RegistrationClosed: ErrorRule(ErrorKind.FORBIDDEN, "registration_closed"),
    domain.InvalidScopes: ErrorRule(ErrorKind.INVALID, "invalid_scopes"),
    domain.WrongPassword: ErrorRule(ErrorKind.FORBIDDEN, "wrong_password"),
    domain.SessionNotFound: ErrorRule(ErrorKind.NOT_FOUND, "session_not_found"),
    domain.SessionOver: ErrorRule(ErrorKind.UNAUTHENTICATED, "session_over"),
    domain.TokenNotFound: ErrorRule(ErrorKind.NOT_FOUND, "token_not_found"),
    domain.UserNotFound: ErrorRule(ErrorKind.NOT_FOUND, "user_not_found"),
    domain.InvalidUserName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
}
