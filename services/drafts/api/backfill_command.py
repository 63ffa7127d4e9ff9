# SPDX-License-Identifier: Apache-2.0
"""`python -m services.drafts backfill-exports`: record which uploads are exports of projects."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from chassis.deployment import Deployment
from chassis.hosting import Verb
from services.drafts.usecases.backfilling_exports import backfill_exports
from services.drafts.usecases.dependencies import Dependencies

_MEANINGS = {
    "linked": "linked to their project",
    "unchanged": "were linked already",
    "missing": "have no upload any more",
    "mismatch": "belong to another user or project; left as they are",
}


def backfill_verb(build: Callable[[Deployment], Dependencies]) -> Verb:
    """Make the verb that prints how many exports were linked, or would be with `--dry-run`."""

    def run(deployment: Deployment, arguments: Sequence[str]) -> int:
        parser = argparse.ArgumentParser(prog="python -m services.drafts backfill-exports")
        parser.add_argument("--dry-run", action="store_true", help="record nothing")
        chosen = parser.parse_args(arguments)
        found = backfill_exports(build(deployment), is_dry_run=chosen.dry_run)
        would = "; nothing was recorded" if chosen.dry_run else ""
        lines = [f"{found[key]} {meaning}" for key, meaning in _MEANINGS.items()]
        sys.stdout.write(
            "".join(f"{line}\n" for line in [f"{found.total()} exports{would}", *lines])
        )
        return 0

    return run
