# SPDX-License-Identifier: Apache-2.0
"""Renditions are downloaded as one MP4 that is made of the segments of the stream."""

from __future__ import annotations

import json
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from media.hls.boxes import BadTrack
from media.hls.joining import joined_header, numbered_segment
from tests.support.hls.generated import GeneratedInput, package_video
from tests.support.hls.world import OTHER, HlsWorld
from tests.support.media.video import AudioTrack

PATH = "/api/productions/1/renditions/360p/download"
SECONDS = 6.5
SOUND = AudioTrack()


def given(sound: AudioTrack | None) -> GeneratedInput:
    """Return a small video of six and a half seconds that is like ours."""
    return GeneratedInput("640x360", "30000/1001", SECONDS, sound, True, False, 0)


@pytest.fixture(scope="module", params=[SOUND, None], ids=["with sound", "silent"])
def stream(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stream")
    return package_video(given(request.param).make(folder), folder)


@pytest.fixture
def world(built: HlsWorld, stream: Path) -> HlsWorld:
    built.emptied().packaged()
    with built.deps.reading() as uow:
        production = uow.productions.find_production(1)
    assert production is not None
    for path in stream.rglob("*.m*"):
        key = production.output_prefix + path.relative_to(stream).as_posix()
        built.storage.put_bytes(key, path.read_bytes(), content_type="video/mp4")
    return built


def probed(file: Path) -> dict[str, Any]:  # Any: what ffprobe prints
    shown = ("-show_streams", "-show_format", "-count_packets", "-of", "json")
    run = subprocess.run(
        ["ffprobe", "-v", "error", *shown, str(file)], capture_output=True, check=True, text=True
    )
    assert run.stderr == ""
    return dict(json.loads(run.stdout))


def test_the_file_has_the_video_and_the_sound_of_the_stream(
    world: HlsWorld, stream: Path, tmp_path: Path
) -> None:
    answer = world.client().get(PATH)

    file = tmp_path / "downloaded.mp4"
    file.write_bytes(answer.data)
    found = probed(file)
    kinds = [one["codec_type"] for one in found["streams"]]
    assert kinds == (["video", "audio"] if (stream / "audio").is_dir() else ["video"])
    assert found["streams"][0]["nb_read_packets"] == str(round(SECONDS * 30000 / 1001))
    assert abs(float(found["format"]["duration"]) - SECONDS) < 0.1
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="Holiday 360p.mp4"'
    )
    decoded = ["ffmpeg", "-v", "error", "-i", str(file), "-f", "null", "-"]
    assert subprocess.run(decoded, capture_output=True, check=True).stderr == b""


def test_a_part_of_the_file_is_as_the_whole(world: HlsWorld) -> None:
    client = world.client()
    whole = client.get(PATH)
    size = len(whole.data)

    for start, end in ((0, 0), (10, 5000), (size // 3, size // 2), (size - 1, size - 1)):
        part = client.get(PATH, headers={"Range": f"bytes={start}-{end}"})
        assert (part.status_code, part.data) == (206, whole.data[start : end + 1])
        assert part.headers["Content-Range"] == f"bytes {start}-{end}/{size}"
    assert client.get(PATH, headers={"Range": f"bytes={size}-"}).status_code == 416
    assert client.get(PATH, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    other = {"Range": "bytes=0-1", "If-Range": '"other"'}
    assert client.get(PATH, headers=other).data == whole.data
    assert client.head(PATH).headers["Content-Length"] == str(size)


def test_only_the_owner_downloads_and_only_what_there_is(world: HlsWorld) -> None:
    assert world.client(None).get(PATH).status_code == 401
    assert world.client(OTHER).get(PATH).json["error"] == "forbidden"
    missing = world.client().get(PATH.replace("360p", "1080p"))
    assert (missing.status_code, missing.json["error"]) == (404, "rendition_not_found")


def test_a_rendition_without_segments_of_mp4_is_refused(built: HlsWorld) -> None:
    built.emptied().packaged()

    answer = built.client().get(PATH)

    assert (answer.status_code, answer.json["error"]) == (409, "rendition_not_downloadable")


def test_a_production_that_is_not_made_is_refused(built: HlsWorld) -> None:
    built.emptied().prepared()

    answer = built.client().get(PATH)

    assert (answer.status_code, answer.json["error"]) == (409, "production_not_completed")


def test_the_fragments_of_both_tracks_are_numbered_in_their_order(stream: Path) -> None:
    numbers = []
    for number in range(2):
        for track, folder in ((1, "360p"), (2, "audio")):
            path = stream / folder / f"seg_{number + 1:05d}.m4s"
            if path.is_file():
                part = numbered_segment(path.read_bytes(), track=track, number=number)
                assert len(part) == path.stat().st_size
                at = part.index(b"mfhd")
                numbers.append(struct.unpack_from(">I", part, at + 8)[0])
    assert numbers == sorted(numbers) and numbers[0] == 1


@pytest.mark.parametrize("header", [b"", b"\0\0\0\1free", b"\0\0\0\x08moov", b"\0\0\xff\xffftyp"])
def test_a_header_that_is_none_is_refused(header: bytes) -> None:
    with pytest.raises(BadTrack):
        joined_header(header, None, duration=SECONDS)  # type: ignore[arg-type]
