# SPDX-License-Identifier: Apache-2.0
"""Uploaded videos whose pictures are damaged, although their headers are whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.hls.installation import HlsInstallation
from tests.support.media.video import make_video


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_video(tmp_path_factory.mktemp("films") / "film.mp4", 4, "640x360").read_bytes()


def damaged(video: bytes, *, share: float, step: int) -> bytes:
    """Overwrite every so many bytes in a share of the coded pictures, in their middle."""
    begin, length = video.index(b"mdat") + 4, len(video)
    size = int.from_bytes(video[begin - 8 : begin - 4], "big") - 8
    assert begin + size <= length
    first = begin + int(size * (1 - share) / 2)
    changed = bytearray(video)
    for at in range(first, first + int(size * share), step):
        changed[at] ^= 0x5A
    return bytes(changed)


def produced(
    installation: HlsInstallation, folder: Path, upload_id: int, content: bytes
) -> dict[str, Any]:
    path = folder / "harbour.mp4"
    path.write_bytes(content)
    installation.store(path, upload_id=upload_id, role="source")
    body = {"uploadId": upload_id}
    made = installation.client().post("/api/productions", json=body).json["production"]["id"]
    with installation.packager():
        return installation.wait_for(made, lambda shown: shown["state"] != "in_progress")


def test_a_video_most_of_whose_pictures_are_damaged_fails_and_says_how_much(
    installation: HlsInstallation, tmp_path: Path, video: bytes
) -> None:
    shown = produced(installation, tmp_path, 1, damaged(video, share=0.98, step=37))

    assert (shown["state"], shown["errorCode"]) == ("failed", "damaged_media")
    assert "% of its pictures are damaged" in shown["errorMessage"]
    assert "upload the original file again" in shown["errorMessage"]


def test_a_video_with_a_few_damaged_pictures_is_packaged_with_a_warning(
    installation: HlsInstallation, tmp_path: Path, video: bytes
) -> None:
    shown = produced(installation, tmp_path, 2, damaged(video, share=0.02, step=37))

    assert shown["state"] == "ready", shown
    (warning,) = shown["warnings"]
    assert "damaged in the uploaded file" in warning


def test_a_video_that_is_whole_has_no_warning(
    installation: HlsInstallation, tmp_path: Path, video: bytes
) -> None:
    assert produced(installation, tmp_path, 3, video)["warnings"] == []
