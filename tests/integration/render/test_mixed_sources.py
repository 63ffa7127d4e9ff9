# SPDX-License-Identifier: Apache-2.0
"""One film out of sources of all kinds: their chunks are encoded alike, and are joined."""

from __future__ import annotations

from pathlib import Path

from services.render.offline.bootstrap import LocalRenderer
from tests.support.media.barcode import read_barcodes
from tests.support.media.ffmpeg import packets_of, run
from tests.support.media.odd_sources import convert
from tests.support.media.video import make_video
from tests.support.render.samples import a_clip
from timeline.document.timeline import Timeline
from timeline.plan.sealed import SealedTimeline

FRAMES = 80
"""Two clips of so many frames are longer than a chunk may be."""

WIDE = "colorprim=bt2020:colormatrix=bt2020nc"
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params")
TOP = "log-level=error:chromaloc=2"
TEN_BITS = ("-pix_fmt", "yuv420p10le")
KINDS = {
    "H.264 at the left": (".mp4", "-c:v", "libx264"),
    "H.264 in the centre": (".mp4", "-c:v", "libx264", "-chroma_sample_location", "center"),
    "H.264 4:4:4": (".mp4", "-c:v", "libx264", "-pix_fmt", "yuv444p"),
    "H.264 4:2:2": (".mkv", "-c:v", "libx264", "-pix_fmt", "yuv422p10le"),
    "H.264 full range": (".mp4", "-vf", "scale=out_range=pc,format=yuvj420p", "-c:v", "libx264"),
    "H.264 interlaced": (".ts", "-c:v", "libx264", "-flags", "+ildct+ilme", "-top", "1"),
    "H.264 of wide pixels": (".mp4", "-vf", "scale=120:180,setsar=8/3", "-c:v", "libx264"),
    "H.263": (".3gp", "-vf", "scale=352:288,setsar=16/11", "-c:v", "h263", "-q:v", "3"),
    "MPEG-1": (".mpg", "-c:v", "mpeg1video", "-q:v", "3"),
    "MPEG-2 interlaced": (".ts", "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v", "3"),
    "MPEG-4": (".avi", "-c:v", "mpeg4", "-q:v", "3"),
    "Motion JPEG": (".mov", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3"),
    "Motion JPEG 4:2:2": (".avi", "-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-q:v", "3"),
    "Theora": (".ogv", "-c:v", "libtheora", "-q:v", "8"),
    "HEVC at the top": (".mp4", *HEVC, TOP),
    "HEVC of a wide gamut": (".mp4", *HEVC, f"{TOP}:{WIDE}:transfer=bt709", *TEN_BITS),
    "HEVC of a high range": (".mp4", *HEVC, f"{TOP}:{WIDE}:transfer=arib-std-b67", *TEN_BITS),
    "VP9": (".webm", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
    "VP8 of BT.601": (".webm", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"),
    "ProRes": (".mov", "-c:v", "prores_ks"),
    "GIF": (".gif",),
}  # fmt: skip


def a_source(folder: Path, number: int, name: str, seconds: int = 3) -> Path:
    """Make a video of a kind whose bar codes have a number."""
    plain = make_video(
        folder / f"{number}.plain.mp4", seconds, "320x180", audio=None, barcode_source_id=number
    )
    suffix, *options = KINDS[name]
    return convert(folder / f"{number}{suffix}", *options, "-an", inputs=[(str(plain),)])


def test_an_export_of_sources_of_many_kinds_has_all_their_frames(tmp_path: Path) -> None:
    files = {n: a_source(tmp_path, n, name) for n, name in enumerate(KINDS, 1)}
    cut = len(files) + 1
    files[cut] = a_source(tmp_path, cut, "MPEG-1", seconds=20)
    seconds = FRAMES / 30
    clips = [
        a_clip(number, start=place * seconds, source=(first, first + seconds))
        for place, number in enumerate(files)
        for first in ([12.0] if number == cut else [0.0])
    ]
    document = {
        "version": "create_video_v1",
        "clips": clips,
        "output": {"height": 360},
    }
    timeline = Timeline.model_validate(document)
    renderer, target = LocalRenderer(tmp_path / "cache", slots=2), tmp_path / "film.mp4"

    renderer.render(SealedTimeline(timeline, renderer.ingest(timeline, files)), target)

    codes = read_barcodes(target)
    shown = [codes[at : at + FRAMES] for at in range(0, len(codes), FRAMES)]
    wrong = {n: each for n, each in zip(files, shown, strict=True) if each != expected(n, cut)}
    assert not wrong
    table = packets_of(target)
    assert table.video is not None and table.video.extradata
    assert (
        run(["ffmpeg", "-v", "warning", "-xerror", "-i", str(target), "-f", "null", "-"]).stderr
        == ""
    )


def expected(number: int, cut: int) -> list[tuple[int, int]]:
    """Return the codes that a clip shows."""
    first = 360 if number == cut else 0
    return [(number, first + n) for n in range(FRAMES)]
