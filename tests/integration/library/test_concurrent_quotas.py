# SPDX-License-Identifier: Apache-2.0
"""Simultaneous uploads of one user exceed no quota, and samples are added once, on PostgreSQL."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.caller import Caller
from chassis.database import Database
from chassis.migrations import migrate
from chassis.storage.memory import MemoryStorage
from services.library.bootstrap import SERVICE
from services.library.domain.errors import VideosExist
from services.library.domain.upload_request import UploadRequest
from services.library.usecases import multipart, samples, signing, usage
from services.library.usecases.dependencies import Dependencies
from tests.support.api.simultaneous import accepted_by_quota
from tests.support.library.world import OWNER, new_world
from tests.support.servers.postgres import new_database

CALLER = Caller(OWNER)
REQUESTS, LIMIT = 12, 5
REQUEST = UploadRequest(filename="a.mp4", content_type="video/mp4", size_bytes=1000)


@pytest.fixture
def deps() -> Iterator[Dependencies]:
    database = Database(new_database(), schema="library")
    migrate(database, SERVICE.migrations)
    yield new_world(storage=MemoryStorage(), database=database).deps
    database.close()


def test_simultaneous_uploads_do_not_exceed_the_quota_of_bytes(deps: Dependencies) -> None:
    deps = dataclasses.replace(deps, max_stored_bytes=LIMIT * 1000)

    signed = accepted_by_quota(
        lambda _: signing.sign_upload(deps, caller=CALLER, request=REQUEST), REQUESTS
    )

    stored, _ = usage.quotas_of(deps, OWNER)
    assert (signed, stored.used) == (LIMIT, LIMIT * 1000)


def test_simultaneous_uploads_in_parts_do_not_exceed_the_quota_of_uploads(
    deps: Dependencies,
) -> None:
    deps = dataclasses.replace(deps, max_unfinished_uploads=LIMIT)

    begun = accepted_by_quota(
        lambda _: multipart.begin_upload(
            deps, caller=CALLER, request=REQUEST, fingerprint=None, even_if_stored=True
        ),
        REQUESTS,
    )

    _, unfinished = usage.quotas_of(deps, OWNER)
    assert begun == unfinished.used == LIMIT


def test_simultaneous_requests_for_samples_add_them_once(deps: Dependencies) -> None:
    def request(_number: int) -> bool:
        try:
            samples.request_samples(deps, caller=CALLER)
        except VideosExist:
            return False
        return True

    with ThreadPoolExecutor(REQUESTS) as threads:
        assert sum(threads.map(request, range(REQUESTS))) == 1
