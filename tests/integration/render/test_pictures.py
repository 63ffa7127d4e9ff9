# SPDX-License-Identifier: Apache-2.0
"""Images become upright, in sRGB, with straight alpha, and are opened in a child only."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from services.render.node.jobs.picture import CHILD
from tests.support.media.ffmpeg import probe_of, run
from tests.support.media.video import make_video
from tests.support.render.cluster import RenderCluster
from tests.support.render.pixels import BLUE, RED, a_picture, box_of, differs, frames_of, is_at
from tests.support.render.samples import a_clip, an_export
from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.plan.sealed import SealedTimeline

PYTHON = sys.executable


def normalised(source: Path, size: tuple[int, int]) -> Image.Image:
    """Normalise an image as a node does."""
    target = source.with_name("normal.png")
    run([PYTHON, "-I", str(CHILD), str(source), str(target), *map(str, size)])
    with Image.open(target) as picture:
        picture.load()
        return picture


def test_the_orientation_of_a_photo_is_applied(tmp_path: Path) -> None:
    source = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = Image.new("RGB", (60, 40), RED)
    photo.paste(BLUE, (0, 0, 30, 40))
    photo.save(source, exif=exif, quality=95)

    size = run([PYTHON, "-I", str(CHILD), str(source)]).stdout
    upright = np.asarray(normalised(source, (40, 60))).astype(int)

    assert size == "40 60\n"
    assert upright.shape == (60, 40, 3)
    assert np.abs(upright[10, 20] - BLUE).max() <= 6 and np.abs(upright[50, 20] - RED).max() <= 6


@pytest.mark.parametrize("percent", [50, 80, 99])
def test_a_photo_whose_end_is_missing_is_shown_as_far_as_it_goes(
    tmp_path: Path, percent: int
) -> None:
    source = tmp_path / "photo.jpg"
    noise = np.random.default_rng(1).integers(0, 256, (96, 64, 3), np.uint8)
    Image.fromarray(noise).save(source, quality=95)
    whole = np.asarray(normalised(source, (64, 96)))
    assert run([PYTHON, "-I", str(CHILD), str(source)]).stdout == "64 96\n"
    source.write_bytes(source.read_bytes()[: source.stat().st_size * percent // 100])

    assert run([PYTHON, "-I", str(CHILD), str(source)]).stdout == "64 96 cut\n"
    assert (np.asarray(normalised(source, (64, 96)))[:16] == whole[:16]).all()


def test_an_image_of_another_format_whose_end_is_missing_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "image.png"
    Image.effect_noise((64, 96), 90).save(source)
    source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    done = subprocess.run([PYTHON, "-I", str(CHILD), str(source)], capture_output=True, timeout=60)
    assert done.returncode == 3


def test_a_colour_profile_is_converted_to_srgb_without_changing_alpha(tmp_path: Path) -> None:
    source = tmp_path / "wide.png"
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    Image.new("RGBA", (8, 8), (*RED, 77)).save(source, icc_profile=lab.tobytes())

    picture = np.asarray(normalised(source, (8, 8)))

    assert picture.shape == (8, 8, 4) and set(picture[..., 3].flat) == {77}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "RGBA", "RGB"])
def test_every_pixel_format_becomes_rgb(tmp_path: Path, mode: str) -> None:
    suffix = "jpg" if mode == "CMYK" else "png"
    source = tmp_path / f"picture.{suffix}"
    image = Image.new(mode, (8, 6), "white")
    if mode == "CMYK":
        image = Image.new("RGB", (8, 6), "white").convert("CMYK")
    if mode == "I;16":
        image = Image.new(mode, (8, 6), 65535)
    image.save(source)

    picture = normalised(source, (8, 6))

    assert picture.mode in ("RGB", "RGBA") and picture.size == (8, 6)
    assert np.asarray(picture).min() >= 250


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='x'/>", b"\x89PNG\r\n\x1a\nrubbish"])
def test_a_file_that_is_no_image_is_an_error(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "upload"
    source.write_bytes(content)

    done = subprocess.run([PYTHON, "-I", str(CHILD), str(source)], capture_output=True, check=False)

    assert done.returncode == 3 and b"Error" in done.stderr


def test_an_export_shows_its_logo_and_its_graphic(cluster: RenderCluster, tmp_path: Path) -> None:
    clip = cluster.source(1, make_video(tmp_path / "1.mp4", 2, "640x360"))
    pictures = {
        2: ("logo", a_picture(tmp_path / "logo.png", (64, 32), BLUE)),
        3: ("image", a_picture(tmp_path / "graphic.png", (64, 36), RED)),
    }
    uploads = [clip, *(_upload(cluster, n, *each) for n, each in pictures.items())]
    export = an_export(a_clip(start=0, source=(0, 1)), sources=tuple(uploads), height=360)
    assert export.timeline is not None
    tracks = {
        "logos": [{"id": "l", "uploadId": 2, "startSeconds": 0, "endSeconds": 1}],
        "graphics": [{"id": "g", "uploadId": 3, "startSeconds": 1, "endSeconds": 1.5}],
    }
    document = Timeline.model_validate(export.timeline.timeline.to_document() | tracks)

    sealed = SealedTimeline(document, export.timeline.uploads)
    render = cluster.ended(cluster.start(replace(export, timeline=sealed)))

    made = cluster.export_file(render)
    frames = frames_of(made, 640, 360)
    assert len(frames) == 45 and probe_of(made).has_audio
    assert is_at(box_of(frames[5][:200, :200], BLUE), (34, 34, 128, 64))
    assert differs(frames[40], 320, 180, RED) <= 2
    assert len(cluster.jobs("picture")) == 2


def _upload(cluster: RenderCluster, upload_id: int, kind: str, path: Path) -> UploadDetails:
    key = f"uploads/{upload_id}/source"
    cluster.storage.put_file(key, path, content_type="image/png")
    return UploadDetails(
        upload_id=upload_id,
        owner_user_id=7,
        kind=kind,
        state="ready",
        width=64,
        height=32 if kind == "logo" else 36,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        storage_key=key,
    )
