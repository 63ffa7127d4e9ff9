# SPDX-License-Identifier: Apache-2.0
"""Test videos with a bar code in every frame and a tone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.media.barcode import BOX, COLUMNS, ROWS, barcode_expression
from tests.support.media.ffmpeg import run
from tests.support.media.once import make_once

ROTATIONS = {0: "null", 90: "transpose=cclock", 180: "hflip,vflip", 270: "transpose=clock"}


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """The audio stream of a test video."""

    rate: int = 48_000
    channels: int = 2
    frequency: int = 440
    codec: str = "aac"


STEREO = AudioTrack()


def make_video(
    path: Path,
    seconds: float | str = 2,
    size: str = "640x360",
    fps: str = "30",
    *,
    audio: AudioTrack | None = STEREO,
    barcode_source_id: int = 1,
    rotate: int = 0,
    vfr: bool = False,
    extra: tuple[str, ...] = (),
) -> Path:
    """Make a video of a displayed size.

    `rotate` is the clockwise rotation by players in degrees; `vfr` drops every third frame.
    """
    graph = _picture(size, fps, barcode_source_id, ROTATIONS[rotate], vfr)
    argv = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-filter_complex", graph]
    argv += [*_audio_input(audio, seconds), "-map", "[v]", "-t", str(seconds)]
    argv += ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "18", "-pix_fmt", "yuv420p"]
    argv += ["-fps_mode", "vfr" if vfr else "cfr", *extra, *_audio_output(audio)]

    def make(target: Path) -> None:
        run([*argv, str(target)])
        if rotate:
            _mark_rotation(target, rotate)

    return make_once(path, (argv, rotate), make)


def _picture(size: str, fps: str, source_id: int, turn: str, vfr: bool) -> str:
    width, height = (int(part) for part in size.split("x"))
    box_w, box_h = round(BOX[2] * width), round(BOX[3] * height)
    place = f"x={round(BOX[0] * width)}:y={round(BOX[1] * height)}"
    drop = "select='lt(mod(n,3),2)'," if vfr else ""
    code = barcode_expression(source_id)
    return (
        f"testsrc2=s={size}:r={fps},format=yuv420p[back];"
        f"color=c=black:s={COLUMNS}x{ROWS}:r={fps},format=yuv444p,geq=lum='{code}':cb=128:cr=128,"
        f"scale={box_w}:{box_h}:flags=neighbor,format=yuv420p[code];"
        f"[back][code]overlay={place}:shortest=1,{drop}{turn}[v]"
    )


def _audio_input(audio: AudioTrack | None, seconds: float | str) -> list[str]:
    if audio is None:
        return []
    tone = f"sine=frequency={audio.frequency}:sample_rate={audio.rate}:duration={seconds}"
    return ["-f", "lavfi", "-i", tone]


def _audio_output(audio: AudioTrack | None) -> list[str]:
    if audio is None:
        return ["-an"]
    return ["-map", "0:a", "-ac", str(audio.channels), "-c:a", audio.codec, "-b:a", "128k"]


def _mark_rotation(path: Path, rotate: int) -> None:
    turned = path.with_name(f"turned-{path.name}")
    # ffmpeg 5.1 writes this tag as a counter-clockwise rotation.
    tag = ["-metadata:s:v:0", f"rotate={360 - rotate}"]
    run(["ffmpeg", "-v", "error", "-y", "-i", str(path), "-c", "copy", *tag, str(turned)])
    turned.replace(path)


def late(video: Path, name: str, *streams: str, seconds: str = "0.5") -> Path:
    """Return a copy of a video whose stream of the second input begins late."""
    made = video.with_name(f"{name}.mp4")
    inputs = ("-i", str(video), "-itsoffset", seconds, "-i", str(video))
    maps = [part for stream in streams for part in ("-map", stream)]
    run(["ffmpeg", "-v", "error", *inputs, *maps, "-c", "copy", str(made)])
    return made
