# SPDX-License-Identifier: Apache-2.0
"""Compare the storage with the productions, and delete the streams that belong to none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from chassis.storage.reconciling import FolderReport, OwnedKeys, Reconciliation
from services.hls.coordinator.domain.production import FAILED
from services.hls.coordinator.usecases.dependencies import Dependencies

_RENDITION = re.compile(r"\d+p")


def reconcile(deps: Dependencies, age: dt.timedelta, is_dry_run: bool) -> Sequence[FolderReport]:
    """Delete the files that are older than an age and that no production refers to.

    That are those without a production, of failed ones, and of renditions that a production does
    not have; and the masters of such productions. A dry run deletes nothing.
    """
    folders: dict[str, OwnedKeys] = {
        "hls/": lambda keys: _owned(deps, keys),
        "masters/": lambda keys: _owned_masters(deps, keys),
    }
    return Reconciliation(deps.storage, folders).run(older_than=age, is_dry_run=is_dry_run)


def _owned(deps: Dependencies, keys: Sequence[str]) -> set[str]:
    parents = {parent for key in keys for parent in _parents(key)}
    with deps.reading() as uow:
        productions = uow.productions.find_productions_by_prefix(sorted(parents))
        found = uow.productions.find_renditions([one.production_id for one in productions])
    renditions = {
        one.output_prefix: {rendition.name for rendition in found.get(one.production_id, ())}
        for one in productions
        if one.status != FAILED
    }
    return {key for key in keys if _is_owned(key, renditions)}


def _owned_masters(deps: Dependencies, keys: Sequence[str]) -> set[str]:
    ulids = {key: key.split("/")[1] for key in keys}
    with deps.reading() as uow:
        found = uow.productions.find_productions_by_ulid(sorted(set(ulids.values())))
    live = {one.ulid for one in found if one.state != FAILED}
    return {key for key, ulid in ulids.items() if ulid in live}


def _is_owned(key: str, renditions: Mapping[str, set[str]]) -> bool:
    for parent in _parents(key):
        if parent in renditions:
            known, name = renditions[parent], key.removeprefix(parent).partition("/")[0]
            # One that is being packaged has no renditions yet.
            return not known or name in known or not _RENDITION.fullmatch(name)
    return False


def _parents(key: str) -> list[str]:
    """Return the folders that a key lies in, each with its final slash."""
    steps = key.split("/")
    return ["/".join(steps[:count]) + "/" for count in range(1, len(steps))]
