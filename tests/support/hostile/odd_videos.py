# SPDX-License-Identifier: Apache-2.0
"""Odd but valid videos: sizes, rates, rotations, audio, colours and containers."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.support.hostile.case import Accepted, FileMaker, HostileCase, converted
from tests.support.hostile.timestamps import X264, odd_timestamps
from tests.support.media.video import make_video

# How the stored video is rotated, and the matrix by which players rotate it back.
ROTATIONS = {
    "upright": ("null", (1, 0, 0, 1)),
    "mirrored": ("hflip", (-1, 0, 0, 1)),
    "half-turned": ("hflip,vflip", (-1, 0, 0, -1)),
    "flipped": ("vflip", (1, 0, 0, -1)),
    "turned-right": ("transpose=cclock", (0, 1, -1, 0)),
    "turned-left": ("transpose=clock", (0, -1, 1, 0)),
    "transposed": ("transpose=cclock_flip", (0, 1, 1, 0)),
    "transversed": ("transpose=clock_flip", (0, -1, -1, 0)),
}

SHAPES = {
    "321x181": Accepted(320, 180),
    "319x240": Accepted(318, 240),
    "720x181": Accepted(720, 180),
    "181x720": Accepted(180, 720),
    "64x48": Accepted(64, 48, is_readable=False),
    "33x17": Accepted(32, 16, is_readable=False),
    "2x2": Accepted(2, 2, is_readable=False),
    "16x1000": Accepted(16, 1000, is_readable=False),
    "2048x16": Accepted(2048, 16, is_readable=False),
}

RATES = {
    "24000/1001": Accepted(),
    "25": Accepted(),
    "50": Accepted(),
    "60": Accepted(),
    "120": Accepted(),
    "7.5": Accepted(frames=32, is_readable=False),
    "1": Accepted(is_readable=False),
    "1000": Accepted(is_readable=False),
}

PIXELS = {
    "yuv422p": "-profile:v high422",
    "yuv444p": "-profile:v high444",
    "yuv420p10le": "-profile:v high10",
    "yuv422p10le": "-profile:v high422",
    "yuvj420p": "-color_range pc",
    "gray": "",
}

CODECS = {
    "hevc": ("-c:v libx265 -preset ultrafast -x265-params log-level=error", ".mp4"),
    "hevc-10-bit": (
        "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=error",
        ".mp4",
    ),
    "vp8-opus": ("-c:v libvpx -deadline realtime -b:v 2M -c:a libopus", ".webm"),
    "vp9-vorbis": ("-c:v libvpx-vp9 -deadline realtime -b:v 2M -c:a libvorbis", ".webm"),
    "av1": ("-c:v libaom-av1 -cpu-used 8 -usage realtime -b:v 2M -c:a libopus", ".mkv"),
    "prores": ("-c:v prores_ks -c:a pcm_s24le", ".mov"),
    "dnxhr": ("-c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p -c:a pcm_s16le", ".mov"),
    "motion-jpeg": ("-c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a pcm_s16le", ".mov"),
    "mpeg-4-part-2": ("-c:v mpeg4 -q:v 2 -c:a aac", ".mp4"),
    "mpeg-2-in-ts": ("-c:v mpeg2video -q:v 2 -c:a mp2", ".ts"),
    "lossless-rgb": ("-c:v ffv1 -pix_fmt gbrp -c:a flac", ".mkv"),
    "png-in-mov": ("-c:v png -c:a pcm_s16le", ".mov"),
    "h264-in-mkv": ("-c copy", ".mkv"),
    "h264-in-ts": ("-c copy", ".ts"),
    "fragmented-mp4": ("-c copy -movflags frag_keyframe+empty_moov", ".mp4"),
}

AUDIO = {
    "no-sound": "-an",
    "mono-44100": "-ac 1 -ar 44100",
    "mono-8000": "-ac 1 -ar 8000 -c:a pcm_s16le",
    "stereo-96000": "-ar 96000 -c:a pcm_s24le",
    "five-one": "-af pan=5.1|c0=c0|c1=c1|c2=c0|c3=c0|c4=c0|c5=c0 -c:a aac",
    "seven-one": "-af pan=7.1|c0=c0|c1=c1|c2=c0|c3=c0|c4=c0|c5=c0|c6=c0|c7=c0 -c:a pcm_s16le",
    "sound-ends-early": "-af atrim=end=0.3",
    "sound-lasts-longer": "-af apad=pad_dur=2",
    "sound-starts-late": "-af adelay=400:all=1,atrim=start=0.4",
    "two-sounds": "-map 0:v -map 0:a -map 0:a",
    "wild-gap": "-af aselect='lt(t,0.2)+gt(t,0.7)'",
}

HELD_PICTURES = {
    "sound-lasts-longer": Accepted(frames=90),
    "sound-starts-late": Accepted(frames=42),
}
"""What is shown where the last picture is held until the sound ends."""

STRUCTURES = {
    "sixteen-b-frames": "-bf 16 -b_strategy 0 -x264-params b-pyramid=normal",
    "open-gop": "-x264-params open-gop=1:keyint=10",
    "one-key-frame": "-g 1000 -sc_threshold 0",
    "all-key-frames": "-g 1",
    "interlaced-top-first": "-vf interlace=lowpass=off -r 15 -flags +ilme+ildct -x264-params tff=1",
    "interlaced-bottom-first": "-flags +ilme+ildct -x264-params bff=1",
    "eight-slices": "-slices 8",
    "intra-refresh": "-x264-params intra-refresh=1:keyint=15",
    "no-cabac-baseline": "-profile:v baseline",
}


def odd_videos() -> list[HostileCase]:
    """Return the cases of odd videos."""
    return [
        *_rotated(),
        *_shapes(),
        *_rates(),
        *_varied("codec", CODECS),
        *_audio(),
        *_pixels(),
        *_structures(),
        *odd_timestamps(),
        *_colours(),
        *_aspects(),
    ]


def _rotated() -> list[HostileCase]:
    return [
        HostileCase(
            f"turn-{name}",
            "A phone's video with a rotation matrix.",
            _Rotated(*rotation),
            Accepted(),
        )
        for name, rotation in ROTATIONS.items()
    ]


class _Rotated:
    """Makes a video that is stored rotated, with the rotation in its track header."""

    def __init__(
        self,
        stored: str,
        matrix: tuple[int, int, int, int],
        codec: tuple[str, ...] = X264,
        source: Path | None = None,
    ) -> None:
        self._options = ("-vf", stored, *codec)
        self._source = source
        self._matrix = matrix

    def __call__(self, room: FileMaker) -> bytes:
        content = bytearray(room.ffmpeg(*self._options, source=self._source))
        offset = content.index(b"tkhd") + 4 + 40
        a, b, c, d = (value << 16 for value in self._matrix)
        struct.pack_into(">9i", content, offset, a, b, 0, c, d, 0, 0, 0, 1 << 30)
        return bytes(content)


def _shapes() -> list[HostileCase]:
    def maker(size: str) -> HostileCase:
        scale = f"scale={size.replace('x', ':')}:flags=bicubic,setsar=1"
        options = ("-vf", scale, *X264[:4], "-pix_fmt", "yuv444p", "-crf", "10")
        return HostileCase(f"size-{size}", "An odd size.", converted(*options), SHAPES[size])

    return [maker(size) for size in SHAPES]


def _rates() -> list[HostileCase]:
    def maker(rate: str) -> HostileCase:
        name = rate.replace("/", "-")

        def make(room: FileMaker) -> bytes:
            return make_video(room.folder / f"rate-{name}.mp4", 1, "320x180", rate).read_bytes()

        return HostileCase(f"rate-{name}", f"{rate} frames a second.", make, RATES[rate])

    vfr = [
        HostileCase(
            "vfr-mp4", "Every third frame is missing.", _Vfr("30", ".mp4"), Accepted(frames=29)
        ),
        HostileCase("vfr-60-mkv", "The same at 60.", _Vfr("60", ".mkv"), Accepted()),
        HostileCase(
            "vfr-turned-hevc", "A phone's video, also rotated.", _phone, Accepted(frames=29)
        ),
        HostileCase("vfr-24-ts", "The same at 24.", _Vfr("24", ".ts"), Accepted(frames=29)),
    ]
    return [*(maker(rate) for rate in RATES), *vfr]


def _phone(room: FileMaker) -> bytes:
    path = room.folder / "phone.mp4"
    make_video(path, 1, "320x180", vfr=True)
    hevc = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error")
    return _Rotated(*ROTATIONS["turned-right"], hevc, path)(room)


class _Vfr:
    """Makes a video of a variable frame rate."""

    def __init__(self, rate: str, suffix: str) -> None:
        self._rate = rate
        self._suffix = suffix

    def __call__(self, room: FileMaker) -> bytes:
        path = room.folder / f"vfr{self._rate}{self._suffix}"
        return make_video(path, 1, "320x180", self._rate, vfr=True).read_bytes()


def _varied(family: str, rows: dict[str, tuple[str, str]]) -> list[HostileCase]:
    # The last frame of a fragmented file lasts as long as its audio.
    others = {"fragmented-mp4": Accepted(frames=31)}
    return [
        HostileCase(
            f"{family}-{name}",
            f"`{options}`",
            converted(*options.split(), suffix=suffix),
            others.get(name, Accepted()),
        )
        for name, (options, suffix) in rows.items()
    ]


def _audio() -> list[HostileCase]:
    return [
        HostileCase(
            f"sound-{name}",
            f"`{options}`",
            converted("-c:v", "copy", *options.split(), suffix=".mov"),
            HELD_PICTURES.get(name, Accepted()),
        )
        for name, options in AUDIO.items()
    ]


def _pixels() -> list[HostileCase]:
    return [
        HostileCase(
            f"pixels-{name}",
            f"H.264 of {name}.",
            converted(*X264[:4], "-crf", "10", "-pix_fmt", name, *more.split()),
            Accepted(),
        )
        for name, more in PIXELS.items()
    ]


def _structures() -> list[HostileCase]:
    exceptions = {"interlaced-top-first": Accepted(is_readable=False)}
    return [
        HostileCase(
            f"frames-{name}",
            f"`{options}`",
            converted(*X264, *options.split()),
            exceptions.get(name, Accepted()),
        )
        for name, options in STRUCTURES.items()
    ]


def _colours() -> list[HostileCase]:
    def hdr(transfer: str) -> tuple[str, ...]:
        tags = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:log-level=error"
        return ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le",
                "-x265-params", tags)  # fmt: skip

    return [
        HostileCase("hdr-pq", "HDR10.", converted(*hdr("smpte2084")), Accepted()),
        HostileCase("hdr-hlg", "HLG.", converted(*hdr("arib-std-b67")), Accepted()),
    ]


def _aspects() -> list[HostileCase]:
    rows = {"4/3": Accepted(426, 180), "1/2": Accepted(160, 180), "16/11": Accepted(464, 180)}
    return [
        HostileCase(
            f"aspect-{aspect.replace('/', '-')}",
            "Pixels that are not square.",
            converted("-vf", f"setsar={aspect}", *X264),
            outcome,
        )
        for aspect, outcome in rows.items()
    ]
