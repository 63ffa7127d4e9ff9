# SPDX-License-Identifier: Apache-2.0
"""`python -m services.<name> reconcile`: compare the storage with the rows of a service."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence

from chassis.deployment import Deployment
from chassis.hosting import Verb
from chassis.loops import Loop, repeatedly
from chassis.storage.reconciling import FolderReport

AGE = dt.timedelta(days=7)
"""What is younger may belong to a row that has not been written yet, for example because the
message that says so waits while a service is down."""

_DAY_SECONDS = 86_400.0

Reconcile = Callable[[dt.timedelta, bool], Sequence[FolderReport]]
"""Compares once: what is older than an age; whether it is a dry run."""


def reconciler(reconcile: Reconcile) -> Loop:
    """Make the loop that deletes what has no owner once a day."""
    return repeatedly(lambda: reconcile(AGE, False), every_seconds=_DAY_SECONDS)


def reconcile_verb(service: str, opened: Callable[[Deployment], Reconcile]) -> Verb:
    """Make the verb that prints what has no owner, and deletes it unless it is a dry run."""

    def run(deployment: Deployment, arguments: Sequence[str]) -> int:
        parser = argparse.ArgumentParser(prog=f"python -m services.{service} reconcile")
        parser.add_argument("--dry-run", action="store_true", help="delete nothing")
        parser.add_argument("--older-than-days", type=float, default=AGE.days)
        chosen = parser.parse_args(arguments)
        age = dt.timedelta(days=chosen.older_than_days)
        reports = opened(deployment)(age, chosen.dry_run)
        sys.stdout.write("".join(f"{line}\n" for line in _lines(reports, chosen.dry_run)))
        return 0

    return run


def _lines(reports: Sequence[FolderReport], is_dry_run: bool) -> Sequence[str]:
    """Write a line for each key without an owner, and one for each folder."""
    keys = [f"without an owner: {key}" for one in reports for key in one.unowned_keys]
    done = "would be deleted" if is_dry_run else "deleted"
    return [
        *keys,
        *(
            f"{one.folder}: {one.objects} objects, {one.size_bytes} bytes; {done}: "
            f"{len(one.unowned_keys)} objects, {one.unowned_bytes} bytes"
            for one in reports
        ),
    ]
