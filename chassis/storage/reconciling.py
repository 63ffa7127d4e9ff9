# SPDX-License-Identifier: Apache-2.0
"""Find the stored objects that belong to no row of a service, and delete them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chassis import clock, logging
from chassis.storage.port import ListedObject, Storage

_BATCH = 500

_log = logging.get_logger("storage")

OwnedKeys = Callable[[Sequence[str]], Collection[str]]
"""Returns those of some keys that a row of the service belongs to."""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What was found in one folder of the storage: all objects, and those without an owner.

    Younger objects than the age limit are counted as owned, because their rows may still come.
    """

    folder: str
    objects: int = 0
    size_bytes: int = 0
    unowned_keys: tuple[str, ...] = ()
    unowned_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How a service compares its folders with its rows.

    `folders` maps each folder, with its final slash, to what knows the owners of its objects; no
    other folder is looked at.
    """

    storage: Storage
    folders: Mapping[str, OwnedKeys]

    def run(self, *, older_than: dt.timedelta, is_dry_run: bool) -> list[FolderReport]:
        """Delete the objects without an owner that were stored before an age; report them.

        A dry run reports the same and deletes nothing.
        """
        before = clock.now() - older_than
        reports = [self._examine(folder, before) for folder in self.folders]
        for report in reports if not is_dry_run else ():
            for key in report.unowned_keys:
                self.storage.delete(key)
        count, size = sum(len(one.unowned_keys) for one in reports), _unowned_bytes(reports)
        _log.info("storage.reconciled", unowned=count, bytes=size, dry_run=is_dry_run)
        return reports

    def _examine(self, folder: str, before: dt.datetime) -> FolderReport:
        report = FolderReport(folder)
        for batch in _batches(self.storage.list(folder)):
            old = [one for one in batch if one.stored_at <= before]
            owned = self.folders[folder]([one.key for one in old]) if old else ()
            unowned = [one for one in old if one.key not in owned]
            report = FolderReport(
                folder,
                report.objects + len(batch),
                report.size_bytes + sum(one.size_bytes for one in batch),
                (*report.unowned_keys, *(one.key for one in unowned)),
                report.unowned_bytes + sum(one.size_bytes for one in unowned),
            )
        return report


def _unowned_bytes(reports: Sequence[FolderReport]) -> int:
    return sum(one.unowned_bytes for one in reports)


def _batches(objects: Iterator[ListedObject]) -> Iterator[list[ListedObject]]:
    while batch := list(itertools.islice(objects, _BATCH)):
        yield batch
