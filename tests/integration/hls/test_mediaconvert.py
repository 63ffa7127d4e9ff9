# SPDX-License-Identifier: Apache-2.0
"""Packaging at an endpoint that speaks MediaConvert's protocol, and everything that goes wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chassis.jobs.errors import EnvironmentFailed, Fault, JobFailed, JobInterrupted
from chassis.jobs.job import ClaimedJob, unpack
from chassis.jobs.worker import CancellationToken
from reelmill.hls.v1 import packaging_pb2
from services.hls.aws.events import ConversionEvents
from services.hls.aws.jobs import ConversionCancellation, MediaConvertJobs
from services.hls.contract.packagers import Conversion
from tests.support.media.video import make_video
from tests.support.mediaconvert.account import Account, an_account, job, package, stream_of
from tests.support.mediaconvert.faults import Fault as EndpointFault
from tests.support.mediaconvert.installation import KEYS
from tests.support.process.waiting import HANG_SECONDS, wait_until


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("videos") / "video.mp4", 1, "128x72", "25")


@pytest.fixture
def account(video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with an_account(video, tmp_path) as account:
        yield account


def failure(account: Account, given: ClaimedJob | None = None, **changes: Any) -> JobFailed:
    with pytest.raises(JobFailed) as raised:
        package(account, given, **changes)
    return raised.value


def test_a_video_is_packaged_and_its_job_is_noted(account: Account) -> None:
    token = CancellationToken()

    stream = stream_of(account.packager().execute(job(), token))

    assert [(one.width, one.height) for one in stream.renditions] == [(128, 72), (128, 72)]
    assert [one.name for one in stream.renditions] == ["360p", "portrait-360p"]
    assert float(stream.duration) == pytest.approx(1, abs=0.1)
    progress = unpack(token.partial, packaging_pb2.PackagingProgress)  # type: ignore[arg-type]
    (made,) = account.endpoint.store.all()
    assert Conversion.from_checkpoint(progress.checkpoint) == Conversion(made.id)


def test_cmaf_is_packaged_with_a_manifest(account: Account) -> None:
    stream = package(account, output_format="cmaf")

    names = [item.key.rpartition("/")[2] for item in account.storage.list("hls/")]
    assert len(stream.renditions) == 2
    assert "video.mpd" in names
    assert any(name.endswith(".cmfv") for name in names)


def test_an_event_is_a_reason_to_ask_at_once(account: Account) -> None:
    package(account, poll_seconds=2 * HANG_SECONDS)

    assert account.statuses() == ["COMPLETE"]


def test_a_job_whose_events_are_all_lost_is_asked_for(account: Account) -> None:
    account.endpoint.faults.next("lose_event", 100)

    package(account)

    assert account.endpoint.faults.happened["lose_event"] > 0


def test_an_answer_that_was_lost_makes_no_second_job(account: Account) -> None:
    account.expect("drop_answer", "drop_answer", "drop_answer", "drop_answer")

    package(account)

    assert account.statuses() == ["COMPLETE"]
    assert account.endpoint.calls.count("POST /jobs") == 5


def test_too_many_requests_are_repeated_with_pauses(account: Account) -> None:
    account.endpoint.faults.next("throttle", 12)

    package(account)

    assert account.statuses() == ["COMPLETE"]


def test_faults_of_the_service_are_waited_out(account: Account) -> None:
    account.endpoint.faults.next("break", 8)

    package(account)

    assert account.statuses() == ["COMPLETE"]


def test_a_service_that_never_answers_is_an_environment_that_failed(account: Account) -> None:
    account.endpoint.faults.chances = {"break": 1.0}

    with pytest.raises(EnvironmentFailed) as raised:
        account.packager(in_all=0).execute(job(), CancellationToken())

    assert raised.value.code == "mediaconvert_unavailable"


def test_credentials_that_are_not_permitted_are_named(account: Account) -> None:
    account.endpoint.faults.next("forbid", 5)

    assert failure(account).code == "mediaconvert_forbidden"


def test_a_request_that_is_not_accepted_fails_with_what_is_wrong(account: Account) -> None:
    found = failure(account, tags={"team": 7})

    assert found.code == "mediaconvert_rejected"
    assert "Tags" in str(found)


@pytest.mark.parametrize(
    ("fault", "code", "blamed"),
    [
        ("fail", "mediaconvert_failed", Fault.UNKNOWN),
        ("reject", "unsupported_codec", Fault.INPUT),
    ],
)
def test_a_job_that_ends_with_an_error_fails_with_a_reason(
    account: Account, fault: EndpointFault, code: str, blamed: Fault
) -> None:
    account.expect(fault)

    found = failure(account)

    assert (found.failure.code, found.failure.fault) == (code, blamed)
    assert str(found).startswith("Holiday: ")


def test_a_video_that_is_gone_is_named(account: Account) -> None:
    found = failure(account, job(source_key="uploads/43/video.mp4"))

    assert (found.code, found.failure.fault) == ("source_missing", Fault.INPUT)


def test_a_job_that_the_service_lost_fails_by_its_own_code(account: Account) -> None:
    account.expect("lose_job")

    assert failure(account).code == "mediaconvert_job_not_found"


def test_a_job_that_never_ends_is_cancelled_and_tried_again(account: Account) -> None:
    account.expect("stall")

    found = failure(account, longest_seconds=0.5)

    assert (found.code, found.failure.fault) == ("mediaconvert_timed_out", Fault.ENVIRONMENT)
    assert account.statuses() == ["CANCELED"]


def test_a_late_job_that_another_packager_cancelled_is_late_and_not_cancelled(
    account: Account,
) -> None:
    account.expect("stall")
    failure(account, longest_seconds=0.5)
    (first,) = account.endpoint.store.all()
    noted = Conversion(first.id).checkpoint

    found = failure(account, job(claims=2, checkpoint=noted), longest_seconds=0.5)

    assert (found.code, found.failure.fault) == ("mediaconvert_timed_out", Fault.ENVIRONMENT)


def test_the_next_attempt_submits_another_job_when_the_first_failed(account: Account) -> None:
    account.expect("fail")
    failure(account)
    (first,) = account.endpoint.store.all()
    noted = Conversion(first.id).checkpoint

    package(account, job(claims=2, failed_attempts=1, checkpoint=noted))

    assert account.statuses() == ["ERROR", "COMPLETE"]


def test_the_next_attempt_reads_what_is_there_when_the_first_was_complete(
    account: Account,
) -> None:
    package(account)
    (first,) = account.endpoint.store.all()
    noted = Conversion(first.id).checkpoint

    package(account, job(claims=2, failed_attempts=1, checkpoint=noted))

    assert account.statuses() == ["COMPLETE"]


def test_a_job_that_was_submitted_and_not_noted_is_found(account: Account) -> None:
    package(account)

    package(account, job(claims=2))

    assert account.statuses() == ["COMPLETE"]
    assert account.endpoint.calls.count("POST /jobs") == 1


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def started(account: Account, pool: ThreadPoolExecutor, token: CancellationToken) -> Future[Any]:
    future = pool.submit(account.packager().execute, job(), token)
    wait_until(lambda: account.statuses() == ["PROGRESSING"], "the start of the job")
    return future


def test_a_packager_that_stops_leaves_the_job_to_the_next(
    account: Account, pool: ThreadPoolExecutor
) -> None:
    account.expect("stall")
    token = CancellationToken()
    future = started(account, pool, token)

    token.cancel()

    with pytest.raises(JobInterrupted):
        future.result(HANG_SECONDS)
    assert account.statuses() == ["PROGRESSING"]


def test_a_job_goes_on_while_the_endpoint_is_away(
    account: Account, pool: ThreadPoolExecutor
) -> None:
    account.expect("stall")
    future = started(account, pool, CancellationToken())

    account.endpoint.__exit__()
    account.endpoint.__enter__()

    assert stream_of(future.result(HANG_SECONDS)).renditions
    assert account.statuses() == ["COMPLETE"]


def test_what_nobody_waits_for_is_cancelled_once_the_service_answers(
    account: Account, pool: ThreadPoolExecutor
) -> None:
    account.expect("stall")
    future = started(account, pool, CancellationToken())
    (made,) = account.endpoint.store.all()
    client = ConversionCancellation(MediaConvertJobs(account.settings))
    beside = dataclasses.replace(account.settings, installation="beside")
    others = ConversionCancellation(MediaConvertJobs(beside))
    production = made.request["userMetadata"]["production"]

    assert client.list_open_conversions() == {made.id: production}
    assert others.list_open_conversions() == {}
    account.endpoint.faults.next("throttle", 20)
    assert client.list_open_conversions() == {}
    assert client.cancel_conversion(made.id) is False
    account.endpoint.faults.clear()
    assert client.cancel_conversion(made.id) is True
    assert client.cancel_conversion(made.id) is True
    assert client.cancel_conversion("unknown") is True
    assert client.list_open_conversions() == {}
    assert account.statuses() == ["CANCELED"]
    with pytest.raises(JobFailed, match="cancelled at MediaConvert"):
        future.result(HANG_SECONDS)


def test_messages_that_name_no_job_are_removed(account: Account) -> None:
    for text in ("not JSON", "[]", '{"detail": {}}', '{"detail": {"jobId": 7}}'):
        account.queue.send(text)

    wait_until(lambda: account.queue.length() == 0, "an empty queue")


def test_an_event_of_the_job_of_another_packager_is_left_for_it(account: Account) -> None:
    events = ConversionEvents(account.settings)

    assert events.notify("1-other") is False
    with events.listening("1-ours") as listener:
        assert events.notify("1-ours") is True
        listener.wait(seconds=2 * HANG_SECONDS, is_cancelled=lambda: False)
    assert events.notify("1-ours") is False
