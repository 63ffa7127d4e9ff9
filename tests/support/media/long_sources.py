# SPDX-License-Identifier: Apache-2.0
"""Sources of three stretches in many containers, codecs and orders of frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.media.ffmpeg import run

SECONDS = 22
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
MPEG2 = ("-c:v", "mpeg2video", "-q:v", "4", "-g", "50", "-bf", "2")


def x264(params: str) -> tuple[str, ...]:
    """Return the options of H.264 with parameters of x264."""
    return (*X264, "-x264-params", params)


def x265(params: str) -> tuple[str, ...]:
    """Return the options of HEVC with parameters of x265."""
    return (*X265, "-x265-params", f"log-level=error:pools=1:{params}")


@dataclass(frozen=True, slots=True)
class LongSource:
    """How to make a source: its suffix, its codec, and what is done with the file afterwards."""

    suffix: str
    coding: tuple[str, ...]
    rate: str = "30"
    picture: str = "null"
    output: tuple[str, ...] = ()
    sound: tuple[str, ...] = ("-c:a", "aac", "-b:a", "64k")
    copied: tuple[str, ...] = ()
    copied_to: str = ""
    is_enterable: bool = True

    def make(self, folder: Path) -> Path:
        """Make the file in a folder."""
        made = folder / f"made{self.suffix}"
        graph = f"testsrc2=s=160x96:r={self.rate},{self.picture}[v]"
        argv = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-filter_complex", graph]
        argv += ["-f", "lavfi", "-i", f"sine=r=48000:d={SECONDS}"] if self.sound else []
        argv += ["-map", "[v]", "-t", str(SECONDS), *self.coding]
        argv += ["-map", "0:a", *self.sound] if self.sound else []
        run([*argv, *self.output, str(made)])
        if self.copied:
            source, made = made, folder / f"copied{self.copied_to or self.suffix}"
            options = [part.replace("SOURCE", str(source)) for part in self.copied]
            run(["ffmpeg", "-v", "error", "-nostdin", "-y", *options, str(made)])
        return made


LONG_GOP = "keyint=240:min-keyint=240:scenecut=0"
OPEN_GOP = "keyint=60:min-keyint=60:scenecut=0:open-gop=1:bframes=3:b-adapt=0"
B_FRAMES = "keyint=75:scenecut=0:bframes=8:b-pyramid=normal:b-adapt=0"

LATER = ("-itsoffset", "1.7", "-i", "SOURCE")

SOURCES: dict[str, LongSource] = {
    "long groups of pictures": LongSource(".mp4", x264(LONG_GOP)),
    "open groups of pictures": LongSource(".mp4", x264(OPEN_GOP)),
    "open groups of pictures, HEVC": LongSource(".mp4", x265("keyint=60:open-gop=1:bframes=3")),
    "variable frame rate": LongSource(
        ".mp4",
        (*x264("keyint=90:bframes=2"), "-fps_mode", "vfr"),
        picture="select='lt(mod(n,7),4)*not(between(n,280,330))'",
    ),
    "many B-frames": LongSource(".mov", x264(B_FRAMES)),
    "MPEG-TS": LongSource(".ts", x264(OPEN_GOP)),
    "MPEG-2 in MPEG-TS": LongSource(".ts", MPEG2, rate="25", sound=("-c:a", "mp2")),
    "Matroska": LongSource(".mkv", x264(B_FRAMES)),
    "VP9 in WebM": LongSource(
        ".webm",
        ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "100"),
        sound=("-c:a", "libopus"),
    ),
    "fragmented": LongSource(
        ".mp4", x264(B_FRAMES), output=("-movflags", "+frag_keyframe+empty_moov")
    ),
    "rotated": LongSource(
        ".mp4",
        x264(LONG_GOP),
        copied=("-i", "SOURCE", "-c", "copy", "-metadata:s:v:0", "rotate=90"),
    ),
    "interlaced": LongSource(
        ".mp4",
        (*x264("keyint=50:bframes=2:tff=1"), "-flags", "+ildct+ilme"),
        rate="25",
    ),
    "edit list": LongSource(
        ".mp4", x264(LONG_GOP), copied=("-ss", "3.3", "-i", "SOURCE", "-c", "copy")
    ),
    "late picture": LongSource(
        ".mkv",
        x264(OPEN_GOP),
        copied=(*LATER, "-i", "SOURCE", "-map", "0:v", "-map", "1:a", "-c", "copy"),
    ),
    "MPEG-4 in AVI": LongSource(
        ".avi", ("-c:v", "mpeg4", "-q:v", "4", "-g", "100", "-bf", "2"), is_enterable=False
    ),
    "one key frame": LongSource(".mp4", x264("keyint=infinite:scenecut=0"), is_enterable=False),
    "intra refresh": LongSource(".mp4", x264("keyint=60:intra-refresh=1"), is_enterable=False),
}

QUICK = (
    "long groups of pictures",
    "open groups of pictures, HEVC",
    "variable frame rate",
    "MPEG-TS",
    "Matroska",
    "interlaced",
    "edit list",
    "late picture",
    "MPEG-4 in AVI",
    "one key frame",
)
"""What `make test` reads: one of each kind of container, clock and order of frames."""
