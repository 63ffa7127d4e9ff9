# SPDX-License-Identifier: Apache-2.0
"""The conditions under which accounts refuses."""

from __future__ import annotations


class AccountsError(Exception):
    """Something about an account is not as it must be."""


class InvalidEmail(AccountsError):
    """This is not an email address: correct it."""


class WeakPassword(AccountsError):
    """The password is shorter than eight characters: choose a longer one."""


class EmailTaken(AccountsError):
    """Somebody registered with this address: sign in instead."""


class InvalidCredentials(AccountsError):
    """Address or password is wrong."""


class TooManyAttempts(AccountsError):
    """Too many failed sign-ins for this address: wait a quarter of an hour."""


class SessionOver(AccountsError):
    """The session has ended: sign in again."""


class TokenNotFound(AccountsError):
    """There is no such access token of yours."""


class UserNotFound(AccountsError):
    """There is no such user."""


class InvalidName(AccountsError):
    """A name is empty or too long."""
