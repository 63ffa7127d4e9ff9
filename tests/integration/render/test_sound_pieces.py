# SPDX-License-Identifier: Apache-2.0
"""Audio uploads are decoded by nodes, for any film, and by nothing but what they are."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest

from chassis.storage import MemoryStorage
from media.timecode import DEFAULT_RATE
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.errors import InputUnusable
from services.render.coordinator.domain.planning import Order
from services.render.coordinator.domain.render import Subject
from services.render.node.cache import LocalCache
from services.render.node.context import JobContext
from services.render.node.jobs.sound import decode_upload
from tests.support.media.ffmpeg import packets_of, probe_of, run
from tests.support.media.video import make_video
from tests.support.render.cluster import RenderFarm
from tests.support.render.world import OTHER, OWNER, a_clip, a_source
from tests.support.sound.mix_renderer import NeverCancelled
from timeline.document.validation import parse
from timeline.plan.sealed import SealedTimeline
from timeline.spec.pcm import PcmSpec

PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"
SCRIPT = b"ffconcat version 1.0\nfile '/etc/passwd'\n"


def sound(path: Path, seconds: float, *options: str) -> Path:
    """Record a tone."""
    tone = f"sine=frequency=330:duration={seconds}"
    run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", tone, *options, str(path)])
    return path


def audio_source(farm: RenderFarm, upload_id: int, path: Path) -> Any:
    """Put a sound into the storage as a ready upload."""
    key = f"uploads/{upload_id}/{path.name}"
    farm.storage.put_file(key, path, content_type="audio/mp4")
    return dataclasses.replace(
        a_source(upload_id),
        kind="audio",
        width=0,
        height=0,
        duration=probe_of(path).playing_time,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        storage_key=key,
    )


def decoded(folder: Path, content: bytes) -> int:
    """Decode an upload, and return how many samples came of it."""
    storage = MemoryStorage()
    storage.put_bytes("upload", content, content_type="audio/mp4")
    work = folder / "bench"
    work.mkdir()
    cache = LocalCache(storage, folder / "shelf", most_bytes=1 << 20)
    context = JobContext(work, storage, cache, Assignment(""), NeverCancelled())
    need = PcmSpec("k", 5, hashlib.sha256(content).hexdigest(), "upload", "sound1", 1)
    return decode_upload(context, need).size_bytes // 4


def test_a_film_with_a_voice_and_music_is_made_by_nodes(farm: RenderFarm, tmp_path: Path) -> None:
    sources = (
        farm.source(1, make_video(tmp_path / "1.mp4", 3, "640x360")),
        audio_source(farm, 2, sound(tmp_path / "voice.m4a", 1.5)),
        audio_source(farm, 3, sound(tmp_path / "music.mp3", 1)),
    )
    uploads = {each.upload_id: each for each in sources}
    voice = {"id": "n", "uploadId": 2, "startSeconds": 0.5, "endSeconds": 2}
    music: dict[str, Any] = {"id": "m", "uploadId": 3, "startSeconds": 0, "musicLevel": "quiet"}
    music |= {"musicMode": "mix_duck", "duckingIntensity": "min"}

    def ordered(export_id: str, level: str) -> Order:
        document = {
            "version": "create_video_v1",
            "clips": [{"id": "c", **a_clip(1, start=0, source=(0, 3))}],
            "narration": [voice],
            "audioSegments": [music | {"musicLevel": level}],
        }
        subject = Subject(OWNER, "project_export", project_id=3)
        return Order(export_id, subject, False, SealedTimeline(parse(document), uploads))

    farm.node()
    first = farm.ended(farm.order(ordered("7f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01", "quiet")))
    again = farm.ended(farm.order(ordered(OTHER, "loud")))

    table = packets_of(farm.film(first))
    assert table.audio is not None and table.audio.end == DEFAULT_RATE.samples(90)
    assert farm.film(again).read_bytes() != farm.film(first).read_bytes()
    assert len(farm.pieces("sound")) == 3 and len(farm.pieces("audio")) == 2
    assert again.reused == len(farm.pieces("chunk", "sound"))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.wav", ("-ar", "44100", "-ac", "1")),
        ("a.wav", ("-ac", "6", "-c:a", "pcm_s24le")),
        ("a.mp3", ()),
        ("a.ogg", ("-c:a", "libopus")),
        ("a.webm", ("-c:a", "libopus")),
        ("a.flac", ("-ar", "96000")),
    ],
)
def test_every_sound_becomes_48_khz_of_its_own_length(
    tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    path = sound(tmp_path / name, 1.25, *options)

    # Codecs round the length up to whole packets of their own.
    assert decoded(tmp_path, path.read_bytes()) == pytest.approx(60_000, abs=2_400)


@pytest.mark.parametrize("options", [(), ("-ar", "24000"), ("-ar", "8000", "-ac", "1")])
def test_music_in_aac_ends_where_it_says_so_that_it_repeats_without_a_gap(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = sound(tmp_path / "a.m4a", 1.25, *options)

    assert decoded(tmp_path, path.read_bytes()) == 60_000


@pytest.mark.parametrize("content", [b"", b"no sound at all", PLAYLIST, SCRIPT])
def test_what_only_poses_as_sound_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputUnusable, match="Upload 5 is damaged"):
        decoded(tmp_path, content)


def test_a_picture_without_sound_is_refused(tmp_path: Path) -> None:
    silent = make_video(tmp_path / "silent.mp4", 1, audio=None)

    with pytest.raises(InputUnusable, match="Upload 5 is damaged"):
        decoded(tmp_path, silent.read_bytes())


def test_a_torn_recording_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = sound(tmp_path / "a.mp3", 4).read_bytes()

    assert 0 < decoded(tmp_path, whole[: len(whole) // 2]) < 3 * 48_000
