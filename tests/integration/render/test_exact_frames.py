# SPDX-License-Identifier: Apache-2.0
"""An exact frame is, pixel by pixel, what the encoder of a chunk is given for that frame."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from media.freeze_frame import TO_RGB
from services.render.node.graph.chunk import compile_chunk
from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video
from tests.support.render.pixels import BLUE, GREEN, a_picture, unencoded
from tests.unit.timeline.builders import Json, a_clip, a_document, an_upload, planned
from timeline.plan.single_frame import frame_spec
from timeline.spec.render_plan import RenderPlan

WIDTH, HEIGHT = 640, 360
OUTPUT = {"aspect": "16:9", "height": HEIGHT, "fps": "30", "quality": "draft"}
VIDEO, GRAPHIC, LOGO = 1, 2, 3
FRAMES = (0, 1, 17, 29, 30, 44, 59, 60, 75, 89)
"""Within fades and movements, on both sides of cuts, over the inset, the first and the last."""


def a_span(upload_id: int, start: float, end: float, **fields: object) -> Json:
    span = {"uploadId": upload_id, "startSeconds": start, "endSeconds": end}
    return {"id": f"{upload_id}-{start}", **span, **fields}


def a_plan() -> RenderPlan:
    """Three seconds: two cuts, one of them over a blur, a held frame, and layers that move."""
    clips = [
        a_clip("a", 0.5, 1.5, startSeconds=0),
        a_clip("b", 0, 1, startSeconds=1, bgFillStyle="blur"),
    ]
    hold = {"hold": {"uploadId": VIDEO, "sourceSeconds": 29 / 30}, "sourceClipId": "b"}
    still = {"id": "s", "startSeconds": 2, "endSeconds": 3, **hold}
    inset = {"id": "o", "uploadId": VIDEO, "startSeconds": 1.2, "sizePctWidth": 25}
    inset |= {"sourceStartSeconds": 0, "sourceEndSeconds": 1.5, "position": "top_left"}
    moving = {"animate": "slide_in_out", "animateDurationMs": 600, "sizePctWidth": 30}
    document = a_document(
        *clips,
        output=OUTPUT,
        stills=[still],
        videoOverlays=[inset],
        graphics=[a_span(GRAPHIC, 0, 3, fade="in_out", fadeDurationMs=900, **moving)],
        logos=[a_span(LOGO, 0.3, 2.8, position="bottom_right", opacityPct=60, fade="in_out")],
    )
    video = an_upload(VIDEO, width=WIDTH, height=HEIGHT, duration=Fraction(2), has_audio=False)
    images = (
        an_upload(GRAPHIC, kind="image", image_role="overlay", duration=None, width=160, height=90),
        an_upload(LOGO, kind="logo", duration=None, width=100, height=50),
    )
    return planned(document, video, *images)


def sources_of(plan: RenderPlan, folder: Path) -> dict[str, Path]:
    """Make the files of the uploads; the video is its own mezzanine."""
    files = {
        VIDEO: make_video(folder / "1.mp4", 2, f"{WIDTH}x{HEIGHT}", audio=None),
        GRAPHIC: a_picture(folder / "2.png", (160, 90), BLUE),
        LOGO: a_picture(folder / "3.png", (100, 50), (*GREEN, 128)),
    }
    return {need.key: files[need.upload_id] for need in (*plan.mezzanines, *plan.pictures)}


def as_rgb(frames: bytes, folder: Path) -> bytes:
    """Convert raw frames as the image of an exact frame is converted."""
    raw, target = folder / "raw.yuv", folder / "raw.rgb"
    raw.write_bytes(frames)
    scale = ":".join(f"{name}={value}" for name, value in TO_RGB.items())
    argv = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p"]
    argv += ["-s", f"{WIDTH}x{HEIGHT}", "-i", str(raw), "-vf", f"scale={scale},format=rgb24"]
    run([*argv, "-f", "rawvideo", str(target)])
    return target.read_bytes()


def image(path: Path) -> bytes:
    target = path.with_suffix(".rgb")
    argv = ["ffmpeg", "-v", "error", "-y", "-i", str(path), "-f", "rawvideo"]
    run([*argv, "-pix_fmt", "rgb24", str(target)])
    return target.read_bytes()


def test_each_exact_frame_is_what_the_encoder_is_given(tmp_path: Path) -> None:
    plan = a_plan()
    sources = sources_of(plan, tmp_path)
    chunks = b"".join(unencoded(chunk.spec, sources, tmp_path) for chunk in plan.chunks)
    exported = as_rgb(chunks, tmp_path)
    size = WIDTH * HEIGHT * 3
    assert len(exported) == plan.n_frames * size == 90 * size

    different = []
    for frame in FRAMES:
        target = tmp_path / f"{frame}.png"
        run(compile_chunk(frame_spec(plan, frame), sources, target))
        if image(target) != exported[frame * size : (frame + 1) * size]:
            different.append(frame)

    assert different == []
