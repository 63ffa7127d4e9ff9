# SPDX-License-Identifier: Apache-2.0
"""HEIC, AVIF and animated images are taken, decoded in the child, and refused when damaged."""

from __future__ import annotations

import struct
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from chassis.jobs.errors import InputUnusable
from chassis.storage import MemoryStorage
from services.render.contract.results import IngestResult
from services.render.contract.specs import IngestSpec, ThumbSpec
from services.render.contract.storage_keys import thumb_storage_key
from services.render.node.jobs.ingest import ingest
from services.render.node.jobs.picture import CHILD, CUT_PHOTOGRAPH, FIRST_PICTURE
from services.render.node.jobs.thumb import make_thumb
from tests.support.media.ffmpeg import run
from tests.support.media.heif import write_heic
from tests.support.media.video import make_video
from tests.support.render.job_contexts import job_context
from tests.support.render.pixels import BLUE, RED

KEY = "uploads/1/photo"
Options = dict[str, Any]  # Any: whatever an encoder of Pillow takes


def two_colours(size: tuple[int, int] = (128, 96)) -> Image.Image:
    """Draw a photograph whose left half is blue and whose right half is red."""
    photo = Image.new("RGB", size, RED)
    photo.paste(BLUE, (0, 0, size[0] // 2, size[1]))
    return photo


def heic(folder: Path, turned: int = 0, brand: bytes = b"heic") -> Path:
    """Write the photograph as a HEIC."""
    plain = folder / "plain.png"
    two_colours().save(plain)
    return write_heic(folder / "a.heic", plain, size=(128, 96), turned=turned, brand=brand)


def animation(path: Path, frames: int = 30) -> Path:
    """Save a square that moves."""
    source = f"testsrc2=s=64x48:r=10:d={frames / 10}"
    codec = ("-c:v", "libwebp_anim") if path.suffix == ".webp" else ()
    run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source, *codec, str(path)])
    return path


def ingested(folder: Path, content: bytes, kind: str = "image") -> tuple[IngestResult, bytes]:
    """Ingest a file, and return the result and the thumbnail."""
    storage, scratch = MemoryStorage(), folder / "scratch"
    storage.put_bytes(KEY, content, content_type="image/heic")
    scratch.mkdir()
    spec = IngestSpec(1, kind, KEY, len(content), "", "photo")
    result = ingest(job_context(scratch, storage), spec)
    thumb = folder / "thumb.jpg"
    storage.fetch(thumb_storage_key(1), thumb)
    return result, thumb.read_bytes()


def normalised(source: Path) -> np.ndarray:
    """Normalise an image as a node does, and return its pixels."""
    target = source.with_name("normal.png")
    run([sys.executable, "-I", str(CHILD), str(source), str(target)])
    return np.asarray(Image.open(target).convert("RGB")).astype(int)


def is_near(pixel: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel - colour).max() <= 8)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_a_heic_photograph_is_an_image_with_a_thumbnail(tmp_path: Path, brand: bytes) -> None:
    result, thumb = ingested(tmp_path, heic(tmp_path, brand=brand).read_bytes())

    probe = result.probe
    assert (probe.content_type, probe.width, probe.height) == ("image/heic", 128, 96)
    assert (probe.duration, probe.warnings) == ("", ())
    assert thumb.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("turned", "place"), [(0, (48, 10)), (90, (10, 48)), (180, (48, 118)), (270, (118, 48))]
)
def test_a_heic_photograph_is_shown_upright(
    tmp_path: Path, turned: int, place: tuple[int, int]
) -> None:
    source = heic(tmp_path, turned)

    pixels = normalised(source)
    result, _ = ingested(tmp_path, source.read_bytes())

    assert is_near(pixels[place], BLUE)
    assert is_near(pixels[pixels.shape[0] - 1 - place[0], pixels.shape[1] - 1 - place[1]], RED)
    assert (result.probe.height, result.probe.width) == pixels.shape[:2]


@pytest.mark.parametrize("form", [{}, {"subsampling": "4:4:4"}, {"quality": 100}])
def test_an_avif_is_an_image_with_its_colours(tmp_path: Path, form: Options) -> None:
    source = tmp_path / "a.avif"
    two_colours().save(source, **form)

    result, _ = ingested(tmp_path, source.read_bytes())

    assert (result.probe.content_type, result.probe.width) == ("image/avif", 128)
    pixels = normalised(source)
    assert is_near(pixels[48, 20], BLUE) and is_near(pixels[48, 110], RED)


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("kind", ["heic", "avif"])
def test_half_a_photograph_is_refused_at_ingest(tmp_path: Path, kind: str, share: float) -> None:
    source = tmp_path / "a.avif"
    noise = np.random.default_rng(1).integers(0, 256, (96, 128, 3), np.uint8)
    Image.fromarray(noise).save(source)
    content = source.read_bytes() if kind == "avif" else heic(tmp_path).read_bytes()

    with pytest.raises(InputUnusable) as failure:
        ingested(tmp_path, content[: int(len(content) * share)])

    assert failure.value.code == "damaged_media"


@pytest.mark.parametrize("form", [{}, {"progressive": True}, {"quality": 100}])
def test_a_photograph_whose_end_is_missing_is_taken_with_a_warning(
    tmp_path: Path, form: Options
) -> None:
    source = tmp_path / "a.jpg"
    noise = np.random.default_rng(1).integers(0, 256, (96, 128, 3), np.uint8)
    Image.fromarray(noise).save(source, **form)
    content = source.read_bytes()
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()

    whole, _ = ingested(tmp_path / "whole", content)
    cut, _ = ingested(tmp_path / "cut", content[: len(content) * 55 // 100])

    assert (whole.probe.warnings, cut.probe.warnings) == ((), (CUT_PHOTOGRAPH,))
    assert (cut.probe.width, cut.probe.height) == (128, 96)


@pytest.mark.parametrize("kind", ["avif", "png", "webp"])
def test_an_animated_picture_is_an_image_of_which_the_first_picture_is_shown(
    tmp_path: Path, kind: str
) -> None:
    source = tmp_path / f"a.{kind}"
    pictures = [Image.new("RGB", (64, 48), colour) for colour in (RED, BLUE, RED)]
    pictures[0].save(source, save_all=True, append_images=pictures[1:], duration=100)
    content = source.read_bytes()
    for name in ("image", "video"):
        (tmp_path / name).mkdir()

    image, _ = ingested(tmp_path / "image", content)
    with pytest.raises(InputUnusable, match="save it as MP4 or GIF"):
        ingested(tmp_path / "video", content, "video")

    assert (image.probe.content_type, image.probe.warnings) == (f"image/{kind}", (FIRST_PICTURE,))


def test_a_video_that_is_uploaded_as_an_image_is_refused_as_the_video_it_is(
    tmp_path: Path,
) -> None:
    content = make_video(tmp_path / "a.mp4", 1, "320x180").read_bytes()

    with pytest.raises(InputUnusable, match="is not an image: it is a video; upload it as one"):
        ingested(tmp_path, content)


@pytest.mark.parametrize("edge", [7_000, 20_000, 65_535])
def test_a_photograph_that_claims_to_be_enormous_is_refused(tmp_path: Path, edge: int) -> None:
    content = heic(tmp_path).read_bytes()
    stated = struct.pack(">II", 128, 96)

    with pytest.raises(InputUnusable):
        ingested(tmp_path, content.replace(stated, struct.pack(">II", edge, edge)))


@pytest.mark.parametrize("frames", [2, 30])
def test_an_animated_gif_is_a_video_or_an_image_as_it_was_uploaded(
    tmp_path: Path, frames: int
) -> None:
    content = animation(tmp_path / "a.gif", frames).read_bytes()
    for kind in ("video", "image"):
        (tmp_path / kind).mkdir()

    video, _ = ingested(tmp_path / "video", content, "video")
    image, _ = ingested(tmp_path / "image", content)

    assert (video.probe.content_type, video.probe.frames) == ("video/gif", frames)
    assert Fraction(video.probe.duration) == pytest.approx(frames / 10, abs=0.1)
    assert (image.probe.content_type, image.probe.duration) == ("image/gif", "")
    assert image.probe.warnings == (FIRST_PICTURE,)


@pytest.mark.parametrize("frames", [2, 30])
def test_an_animated_webp_is_an_image_and_no_video(tmp_path: Path, frames: int) -> None:
    content = animation(tmp_path / "a.webp", frames).read_bytes()
    for kind in ("video", "image"):
        (tmp_path / kind).mkdir()

    image, _ = ingested(tmp_path / "image", content)
    with pytest.raises(InputUnusable, match="save it as MP4 or GIF"):
        ingested(tmp_path / "video", content, "video")

    assert (image.probe.content_type, image.probe.warnings) == ("image/webp", (FIRST_PICTURE,))


@pytest.mark.parametrize("kind", ["heic", "avif", "webp"])
def test_a_thumbnail_can_be_made_again(tmp_path: Path, kind: str) -> None:
    two_colours().save(tmp_path / "a.avif")
    made = {
        "heic": lambda: heic(tmp_path),
        "avif": lambda: tmp_path / "a.avif",
        "webp": lambda: animation(tmp_path / "a.webp"),
    }
    storage, scratch = MemoryStorage(), tmp_path / "scratch"
    storage.put_bytes(KEY, made[kind]().read_bytes(), content_type="image/heic")
    scratch.mkdir()

    result = make_thumb(job_context(scratch, storage), ThumbSpec(1, KEY, "photo"))

    assert result.file.content_type == "image/jpeg"
