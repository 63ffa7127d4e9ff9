# SPDX-License-Identifier: Apache-2.0
"""Compare the storage with the uploads: delete what was abandoned, and files without an upload."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from chassis import clock
from chassis.caller import Caller
from chassis.storage.reconciling import FolderReport, OwnedKeys, Reconciliation
from services.library.domain.errors import FileDeletionFailed
from services.library.usecases import editing
from services.library.usecases.dependencies import Dependencies

_OF_UPLOAD = re.compile(r"\w+/uploads/(\d{1,10})/.+")
_SOURCES = ("videos/", "logos/", "audio/", "images/", "renders/")
_DERIVED = ("thumbs/", "derived/")
_COPIES = "proxies/"
FOLDERS = (*_SOURCES, *_DERIVED, _COPIES)
"""The folders of the storage that the library owns."""


def reconcile(deps: Dependencies, age: dt.timedelta, is_dry_run: bool) -> Sequence[FolderReport]:
    """Delete abandoned uploads, then the stored files that no upload owns, older than an age.

    A dry run deletes nothing; it reports the files of abandoned uploads as theirs.
    """
    if not is_dry_run:
        delete_abandoned(deps, age)
    folders: dict[str, OwnedKeys] = {
        **dict.fromkeys(_SOURCES, lambda keys: _owned_sources(deps, keys)),
        **dict.fromkeys(_DERIVED, lambda keys: _owned_derivatives(deps, keys)),
        _COPIES: lambda keys: _owned_derivatives(deps, keys, with_source=True),
    }
    return Reconciliation(deps.storage, folders).run(older_than=age, is_dry_run=is_dry_run)


def delete_abandoned(deps: Dependencies, age: dt.timedelta) -> int:
    """Delete the uploads that were signed before an age and never marked complete; count them."""
    with deps.reading() as uow:
        abandoned = uow.uploads.list_abandoned(signed_before=clock.now() - age)
    return sum(_delete(deps, upload_id, user_id) for upload_id, user_id in abandoned)


def _delete(deps: Dependencies, upload_id: int, user_id: int | None) -> bool:
    owner = Caller(user_id or 0, frozenset({"site_admin"}))
    try:
        editing.delete_upload(deps, caller=owner, upload_id=upload_id, even_if_used=True)
    except FileDeletionFailed:
        return False  # It is tried again tomorrow, and the others are deleted now.
    return True


def _owned_sources(deps: Dependencies, keys: Sequence[str]) -> set[str]:
    with deps.reading() as uow:
        return uow.owned_files.find_owned_sources(keys)


def _owned_derivatives(
    deps: Dependencies, keys: Sequence[str], *, with_source: bool = False
) -> set[str]:
    ids = {key: int(found[1]) for key in keys if (found := _OF_UPLOAD.fullmatch(key))}
    with deps.reading() as uow:
        existing = uow.owned_files.find_existing([*ids.values()], with_source=with_source)
        recorded = uow.owned_files.find_owned_thumbs(keys)
    return recorded | {key for key, upload_id in ids.items() if upload_id in existing}
