# SPDX-License-Identifier: Apache-2.0
"""Read back what MediaConvert stored, and what its error codes mean."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from chassis.jobs.errors import Fault, JobFailed
from chassis.storage import MemoryStorage
from services.hls.aws.jobs import ConversionStatus
from services.hls.contract.packaging import PackagingSpec
from services.hls.coordinator.domain.playback import file_type
from services.hls.mediaconvert.failures import FAILURES, failure_of_status
from services.hls.mediaconvert.reading import open_entrance, read_stream

PREFIX = "hls/2026-02/03/42/01KJS2V0M0000000000000000A/"
SPEC = PackagingSpec(
    production_ulid="01KJS2V0M0000000000000000A",
    name="Holiday",
    source_key="uploads/42/video.mp4",
    source_bytes=1000,
    is_export=False,
    output_prefix=PREFIX,
)
MASTER = """#EXTM3U
#EXT-X-VERSION:4
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,URI="video_audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.64001e,mp4a.40.2",RESOLUTION=640x360,AUDIO="audio"
video_360p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=3900000,AVERAGE-BANDWIDTH=3000000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,AUDIO="audio"
video_720p.m3u8
"""


def media(name: str) -> str:
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:4"]
    lines += ["#EXTINF:4.004,", f"{name}_00001.ts", "#EXTINF:1.5,", f"{name}_00002.ts"]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def stored(folder: str = "landscape", **changes: str | None) -> MemoryStorage:
    """Return a storage with a stream of two sizes; None leaves a file out."""
    return store(MemoryStorage(), folder, changes)


def store(storage: MemoryStorage, folder: str, changes: dict[str, str | None]) -> MemoryStorage:
    files: dict[str, str | None] = {"video.m3u8": MASTER, "video_poster.0000000.jpg": "jpeg"}
    for name in ("video_360p", "video_720p", "video_audio"):
        files |= {f"{name}.m3u8": media(name), f"{name}_00001.ts": "a" * 100}
        files[f"{name}_00002.ts"] = "b" * 50
    for name, text in (files | changes).items():
        if text is not None:
            key = f"{PREFIX}{folder}/{name}"
            storage.put_bytes(key, text.encode(), content_type="binary/octet-stream")
    return storage


def text(storage: MemoryStorage, name: str) -> str:
    return b"".join(storage.open(PREFIX + name)).decode()


def test_a_stream_is_read_from_its_playlists() -> None:
    stream = read_stream(stored(), SPEC).stream

    assert stream.duration == Fraction("5.504")
    assert [(one.name, one.width, one.height) for one in stream.renditions] == [
        ("720p", 1280, 720),
        ("360p", 640, 360),
    ]
    assert stream.renditions[0].bandwidth == 3_900_000
    assert stream.renditions[0].average_bandwidth == 3_000_000
    assert stream.renditions[1].average_bandwidth > 0
    assert stream.renditions[0].size_bytes == 150 + len(media("video_720p"))


def test_the_master_playlist_is_put_where_all_streams_have_it() -> None:
    storage = stored()

    open_entrance(storage, SPEC, read_stream(storage, SPEC))

    lines = text(storage, "master.m3u8").splitlines()
    assert "landscape/video_720p.m3u8" in lines
    assert any('URI="landscape/video_audio.m3u8"' in line for line in lines)
    assert text(storage, "poster.jpg") == "jpeg"
    names = [item.key.removeprefix(PREFIX) for item in storage.list(PREFIX)]
    assert all(file_type(name) for name in names)


def test_a_stream_of_both_orientations_is_played_by_the_wide_one() -> None:
    storage = store(stored("landscape"), "portrait", {})

    converted = read_stream(storage, SPEC)
    open_entrance(storage, SPEC, converted)

    assert converted.smallest == "landscape/video_360p.m3u8"
    assert [one.name for one in converted.stream.renditions] == [
        "720p",
        "360p",
        "portrait-720p",
        "portrait-360p",
    ]
    assert "portrait" not in text(storage, "master.m3u8")


def test_reading_twice_reads_the_same() -> None:
    storage = stored()

    assert read_stream(storage, SPEC) == read_stream(storage, SPEC)


@pytest.mark.parametrize(
    "name",
    ["video.m3u8", "video_720p.m3u8", "video_360p_00002.ts", "video_audio.m3u8"],
)
def test_a_stream_that_lacks_a_file_is_none(name: str) -> None:
    with pytest.raises(JobFailed) as raised:
        read_stream(stored(**{name: None}), SPEC)

    assert raised.value.code == "mediaconvert_output_incomplete"
    assert name in str(raised.value)


def test_a_stream_without_a_poster_is_not_whole() -> None:
    storage = stored(**{"video_poster.0000000.jpg": None})

    with pytest.raises(JobFailed, match="poster"):
        read_stream(storage, SPEC)
    assert storage.head(f"{PREFIX}master.m3u8") is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("video.m3u8", "<html></html>"),
        ("video.m3u8", "#EXTM3U\n"),
        ("video.m3u8", MASTER.replace("1280x720", "wide")),
        ("video.m3u8", MASTER.replace("BANDWIDTH=900000", "BANDWIDTH=much")),
        ("video_720p.m3u8", media("video_720p").replace("#EXT-X-ENDLIST", "")),
        ("video_720p.m3u8", media("video_720p").replace("4.004", "long")),
        ("video_360p.m3u8", "#EXTM3U\n#EXT-X-ENDLIST\n"),
    ],
)
def test_what_is_no_stream_fails_with_a_reason(name: str, written: str) -> None:
    with pytest.raises(JobFailed) as raised:
        read_stream(stored(**{name: written}), SPEC)

    assert raised.value.code == "mediaconvert_output_invalid"
    assert str(raised.value).startswith("Holiday: what MediaConvert wrote is no stream")


def test_a_playlist_that_leads_out_of_its_folder_is_not_followed() -> None:
    master = MASTER.replace("video_720p.m3u8", "../../secret.m3u8")

    with pytest.raises(JobFailed):
        read_stream(stored(**{"video.m3u8": master}), SPEC)


def failed(status: str = "ERROR", code: int = 0, message: str = "") -> Any:
    found = ConversionStatus("job", status, error_code=code, error_message=message)
    return failure_of_status(SPEC, found).failure


@pytest.mark.parametrize("code", FAILURES)
def test_every_known_error_has_a_reason_for_people(code: int) -> None:
    failure = failed(code=code, message="Demuxer: [ReadPacketData File read failed]")

    assert failure.code == FAILURES[code].code
    assert failure.reason.startswith("Holiday: ")
    assert failure.reason.endswith(".")
    assert failure.fault is FAILURES[code].fault


@pytest.mark.parametrize("code", [1020, 1030, 1075, 1076, 1092, 1404])
def test_an_error_of_the_video_is_final(code: int) -> None:
    assert failed(code=code).fault is Fault.INPUT


@pytest.mark.parametrize("code", [1010, 1040, 1401, 1432, 1999, 4711])
def test_an_error_of_another_cause_is_tried_again(code: int) -> None:
    assert failed(code=code).fault is not Fault.INPUT


def test_an_unknown_error_is_given_in_the_words_of_mediaconvert() -> None:
    failure = failed(code=4711, message="Flux capacitor missing")

    assert failure.code == "mediaconvert_failed"
    assert "(error 4711: Flux capacitor missing)" in failure.reason


def test_a_job_that_somebody_cancelled_is_not_submitted_again() -> None:
    failure = failed("CANCELED")

    assert (failure.code, failure.fault) == ("mediaconvert_cancelled", Fault.INPUT)
