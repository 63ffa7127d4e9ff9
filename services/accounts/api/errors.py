# SPDX-License-Identifier: Apache-2.0
"""How each condition of accounts is answered."""

from __future__ import annotations

from chassis.errors import ErrorKind, ErrorRule, ErrorRules
from services.accounts.domain import errors

ERROR_RULES: ErrorRules = {
    errors.InvalidEmail: ErrorRule(ErrorKind.INVALID, "invalid_email"),
    errors.WeakPassword: ErrorRule(ErrorKind.INVALID, "weak_password"),
    errors.EmailTaken: ErrorRule(ErrorKind.CONFLICT, "email_taken"),
    errors.InvalidCredentials: ErrorRule(ErrorKind.UNAUTHENTICATED, "invalid_credentials"),
    errors.TooManyAttempts: ErrorRule(ErrorKind.RATE_LIMITED, "too_many_attempts"),
    errors.SessionOver: ErrorRule(ErrorKind.UNAUTHENTICATED, "session_over"),
    errors.TokenNotFound: ErrorRule(ErrorKind.NOT_FOUND, "token_not_found"),
    errors.UserNotFound: ErrorRule(ErrorKind.NOT_FOUND, "user_not_found"),
    errors.InvalidName: ErrorRule(ErrorKind.INVALID, "invalid_name"),
}
