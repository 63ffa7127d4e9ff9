# SPDX-License-Identifier: Apache-2.0
"""Audio uploads are decoded by nodes, once for all exports."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import pytest

from chassis.jobs.errors import InputUnusable
from chassis.storage import MemoryStorage
from media.timecode import DEFAULT_RATE
from services.render.coordinator.domain.planned_jobs import RequestedExport
from services.render.coordinator.domain.render import ExportSubject
from services.render.node.jobs.pcm import decode_audio
from tests.support.media.ffmpeg import packets_of, probe_of, run
from tests.support.media.video import make_video
from tests.support.render.cluster import RenderCluster
from tests.support.render.job_contexts import job_context
from tests.support.render.samples import OTHER, OWNER, a_clip, a_source
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


def audio_source(cluster: RenderCluster, upload_id: int, path: Path) -> Any:
    """Put a sound into the storage as a ready upload."""
    key = f"uploads/{upload_id}/{path.name}"
    cluster.storage.put_file(key, path, content_type="audio/mp4")
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
    spec = PcmSpec("k", 5, hashlib.sha256(content).hexdigest(), "upload", "sound1", 1)
    return decode_audio(job_context(folder, storage), spec).size_bytes // 4


def test_an_export_with_narration_and_music_is_rendered_by_nodes(
    cluster: RenderCluster, tmp_path: Path
) -> None:
    sources = (
        cluster.source(1, make_video(tmp_path / "1.mp4", 3, "640x360")),
        audio_source(cluster, 2, sound(tmp_path / "voice.m4a", 1.5)),
        audio_source(cluster, 3, sound(tmp_path / "music.mp3", 1)),
    )
    uploads = {each.upload_id: each for each in sources}
    voice = {"id": "n", "uploadId": 2, "startSeconds": 0.5, "endSeconds": 2}
    music: dict[str, Any] = {"id": "m", "uploadId": 3, "startSeconds": 0, "musicLevel": "quiet"}
    music |= {"musicMode": "mix_duck", "duckingIntensity": "min"}

    def export(export_id: str, level: str) -> RequestedExport:
        document = {
            "version": "create_video_v1",
            "clips": [{"id": "c", **a_clip(1, start=0, source=(0, 3))}],
            "narration": [voice],
            "audioSegments": [music | {"musicLevel": level}],
        }
        subject = ExportSubject(OWNER, "project_export", project_id=3)
        return RequestedExport(export_id, subject, False, SealedTimeline(parse(document), uploads))

    first = cluster.ended(cluster.start(export("7f8b0c1e-5a0d-4a53-9f63-0d8f2f1f1a01", "quiet")))
    again = cluster.ended(cluster.start(export(OTHER, "loud")))

    table = packets_of(cluster.export_file(first))
    assert table.audio is not None and table.audio.end == DEFAULT_RATE.samples(90)
    assert cluster.export_file(again).read_bytes() != cluster.export_file(first).read_bytes()
    assert len(cluster.jobs("pcm")) == 3 and len(cluster.jobs("mix")) == 2
    assert again.reused == len(cluster.jobs("chunk", "pcm"))


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
def test_decoded_aac_has_no_padding_at_its_end(tmp_path: Path, options: tuple[str, ...]) -> None:
    path = sound(tmp_path / "a.m4a", 1.25, *options)

    assert decoded(tmp_path, path.read_bytes()) == 60_000


@pytest.mark.parametrize("content", [b"", b"no sound at all", PLAYLIST, SCRIPT])
def test_a_file_without_sound_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputUnusable, match="Upload 5 is damaged"):
        decoded(tmp_path, content)


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    silent = make_video(tmp_path / "silent.mp4", 1, audio=None)

    with pytest.raises(InputUnusable, match="Upload 5 is damaged"):
        decoded(tmp_path, silent.read_bytes())


def test_a_truncated_recording_is_decoded_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = sound(tmp_path / "a.mp3", 4).read_bytes()

    assert 0 < decoded(tmp_path, whole[: len(whole) // 2]) < 3 * 48_000
