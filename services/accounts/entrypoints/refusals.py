# SPDX-License-Identifier: Apache-2.0
"""How each condition of accounts is answered."""

from __future__ import annotations

from chassis.refusals import Kind, Refusal, Refusals
from services.accounts.domain import errors

REFUSALS: Refusals = {
    errors.InvalidEmail: Refusal(Kind.INVALID, "invalid_email"),
    errors.WeakPassword: Refusal(Kind.INVALID, "weak_password"),
    errors.EmailTaken: Refusal(Kind.CONFLICT, "email_taken"),
    errors.InvalidCredentials: Refusal(Kind.UNAUTHENTICATED, "invalid_credentials"),
    errors.TooManyAttempts: Refusal(Kind.RATE_LIMITED, "too_many_attempts"),
    errors.SessionOver: Refusal(Kind.UNAUTHENTICATED, "session_over"),
    errors.TokenNotFound: Refusal(Kind.NOT_FOUND, "token_not_found"),
    errors.UserNotFound: Refusal(Kind.NOT_FOUND, "user_not_found"),
    errors.InvalidName: Refusal(Kind.INVALID, "invalid_name"),
}
