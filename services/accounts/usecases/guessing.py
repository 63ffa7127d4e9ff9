# SPDX-License-Identifier: Apache-2.0
"""Guesses of passwords, counted for each user and network address before they are checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chassis.errors import ApiError
from services.accounts.domain import TooManyAttempts
from services.accounts.usecases.dependencies import Dependencies

_WINDOW = dt.timedelta(minutes=15)
_MAX_FAILURES = 10


@dataclass(slots=True)
class Guess:
    """A guess of a password; it counts as failed unless it is said to be right."""

    is_right: bool = False


@contextmanager
def guess(deps: Dependencies, *, email: str, address: str) -> Iterator[Guess]:
    """Count a guess for a block that checks it; TooManyAttempts after ten failures in 15 minutes.

    Guesses from one network address do not lock out a user at another one. It is counted first, so
    that guesses that are checked at the same time are all counted.
    """
    now = deps.now()
    with deps.unit_of_work() as uow:
        uow.failed_sign_ins.lock_guesses(email, address)
        tenth = uow.failed_sign_ins.find_failure(email, address, number=_MAX_FAILURES)
        if tenth is not None and tenth > now - _WINDOW:
            raise TooManyAttempts(tenth + _WINDOW - now)
        failure_id = uow.failed_sign_ins.add_failure(email, address, now)
    made = Guess()
    try:
        with deps.password_checks.taken():
            yield made
    except ApiError:
        _delete_failure(deps, failure_id)
        raise
    if made.is_right:
        _delete_failure(deps, failure_id)


def _delete_failure(deps: Dependencies, failure_id: int) -> None:
    with deps.unit_of_work() as uow:
        uow.failed_sign_ins.delete_failure(failure_id)
