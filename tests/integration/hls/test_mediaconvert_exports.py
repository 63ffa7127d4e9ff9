# SPDX-License-Identifier: Apache-2.0
"""The way of an export to a stream that MediaConvert makes, with a failure and a second try."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.hls.coordinator.store.tables import JOBS
from tests.support.hls.installation import HlsInstallation
from tests.support.hls.playing import played
from tests.support.media.video import make_video
from tests.support.mediaconvert.installation import (
    MediaConvertInstallation,
    is_over,
    mediaconvert_installation,
)
from tests.support.process.waiting import wait_until


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MediaConvertInstallation]:
    with mediaconvert_installation(tmp_path_factory.mktemp("hls")) as installation:
        yield installation


def test_an_export_is_prepared_fails_is_prepared_again_and_plays(
    installation: MediaConvertInstallation, tmp_path: Path
) -> None:
    hls, endpoint = installation.hls, installation.endpoint
    hls.store(make_video(tmp_path / "Summer.mp4", 2, "320x180"), upload_id=1, role="export")
    client = hls.client()

    def state() -> str:
        return str(client.get("/api/exports/1/hls-status").json["state"])

    endpoint.faults.next("reject")
    assert state() == "not_ready"
    first = client.post("/api/exports/1/prep-hls").json["productionId"]
    assert state() == "in_progress"
    assert client.post("/api/exports/1/prep-hls").json["productionId"] == first

    with hls.packager("mediaconvert"):
        failed = hls.wait_for(first, is_over)
        status = client.get("/api/exports/1/hls-status").json
        second = client.post("/api/exports/1/prep-hls").json["productionId"]
        ready = hls.wait_for(second, is_over)

    assert (failed["state"], failed["errorCode"]) == ("failed", "unsupported_codec")
    assert (status["state"], status["detail"]) == ("failed", failed["errorMessage"])
    assert status["detail"].startswith("Summer: ")
    assert (ready["state"], state()) == ("ready", "ready"), ready
    assert second != first
    (only,) = played(hls.fetch(ready), tmp_path).values()
    assert (only.width, only.height) == (320, 180)
    assert [one.status for one in endpoint.store.all()] == ["ERROR", "COMPLETE"]


def has_noted_conversion(hls: HlsInstallation, production_id: int) -> bool:
    """Whether hls knows which job at MediaConvert makes a production."""
    query = sa.select(JOBS.c.checkpoint).where(JOBS.c.production_id == production_id)
    with hls.database.begin_or_join() as session:
        return session.execute(query).scalar_one() != ""


def test_a_production_that_is_deleted_leaves_neither_a_job_nor_files(
    installation: MediaConvertInstallation, tmp_path: Path
) -> None:
    hls, endpoint = installation.hls, installation.endpoint
    hls.store(make_video(tmp_path / "gone.mp4", 1, "128x72"), upload_id=2, role="source")
    client = hls.client()
    endpoint.faults.next("stall")

    with hls.packager("mediaconvert"):
        made = client.post("/api/productions", json={"uploadId": 2}).json["production"]["id"]
        wait_until(lambda: has_noted_conversion(hls, made), "the noted conversion")
    # No packager runs any more; its lease is lost, and hls itself cancels.
    wait_until(lambda: hls.production(made)["job"]["state"] == "waiting", "the lost lease")
    assert client.delete(f"/api/productions/{made}").status_code == 200

    wait_until(lambda: endpoint.store.all()[-1].status == "CANCELED", "the cancellation")
