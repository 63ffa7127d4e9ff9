# SPDX-License-Identifier: Apache-2.0
"""Files that are not videos: images, audio, and texts that refer to other files."""

from __future__ import annotations

import io
import zipfile

from tests.support.hostile.case import (
    ACCEPTED_AUDIO,
    Accepted,
    FileMaker,
    HostileCase,
    Rejected,
    converted,
    literal,
)

NOT_MEDIA = Rejected("not_media")
NO_VIDEO = Rejected("no_video")
SECRET = "/etc/passwd"


def other_files() -> list[HostileCase]:
    """Return the cases that are not videos."""
    return [*_pointers(), *_texts(), *_pictures(), *_audio(), *_containers()]


def _pointers() -> list[HostileCase]:
    """Texts that would make a demuxer open another file or an address."""
    near = "base-0.mp4"
    targets = {
        "file": f"file://{SECRET}",
        "path": SECRET,
        "near": near,
        "http": "http://127.0.0.1:9/stolen.ts",
        "concat": f"concat:{SECRET}|{near}",
        "data": "data:text/plain;base64,AAAA",
    }
    forms = {
        "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{}\n#EXT-X-ENDLIST\n",
        "ffconcat": "ffconcat version 1.0\nfile '{}'\n",
        "dash": '<?xml version="1.0"?><MPD type="static"><Period><AdaptationSet><Representation '
        'bandwidth="1"><BaseURL>{}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    }
    cases = [
        HostileCase(
            f"points-{form}-{name}",
            f"A {form} script that refers to `{target}`.",
            literal(text.format(target).encode()),
            NOT_MEDIA,
        )
        for form, text in forms.items()
        for name, target in targets.items()
    ]
    return [
        *cases,
        HostileCase("points-mov", "A track whose data is in another file.", _alias, Accepted()),
    ]


def _alias(room: FileMaker) -> bytes:
    """Make a video whose data reference says that its data is in another file."""
    content = bytearray(room.ffmpeg("-c", "copy", suffix=".mov"))
    place = content.index(b"dref") + 12
    content[place + 4 : place + 12] = b"alis" + b"\0\0\0\0"
    return bytes(content)


def _texts() -> list[HostileCase]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("video.mp4", bytes(1 << 20))
    rows: dict[str, bytes] = {
        "words": b"just words, no video",
        "html": b"<!doctype html><script>alert(1)</script>",
        "json": b'{"streams": []}',
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "svg-network": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/a"/></svg>',
        "subtitles": b"1\n00:00:00,000 --> 00:00:01,000\nHello\n",
        "ass": b"[Script Info]\nScriptType: v4.00+\n[Events]\n",
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
        "lavfi": b"movie=/etc/passwd",
        "ffmetadata": b";FFMETADATA1\ntitle=x\n",
        "pdf": b"%PDF-1.4\n%%EOF\n",
        "program": b"\x7fELF" + bytes(200),
        "zip": zipped.getvalue(),
        "zeros": bytes(100_000),
        "all-bytes": bytes(range(256)) * 40,
        "one-byte": b"\0",
        "long-line": b"A" * 1_000_000,
    }
    cases = [
        HostileCase(f"text-{name}", "No media.", literal(data), NOT_MEDIA)
        for name, data in rows.items()
    ]
    return [*cases, HostileCase("empty", "No bytes at all.", literal(b""), Rejected("empty_file"))]


def _pictures() -> list[HostileCase]:
    still = ("-frames:v", "1")
    rows: dict[str, tuple[tuple[str, ...], str, Rejected | Accepted]] = {
        "png": (still, ".png", Accepted(320, 180, 0)),
        "png-16-bit": ((*still, "-pix_fmt", "rgb48be"), ".png", Accepted(320, 180, 0)),
        "png-alpha": ((*still, "-pix_fmt", "rgba"), ".png", Accepted(320, 180, 0)),
        "jpeg": (still, ".jpg", Accepted(320, 180, 0)),
        "jpeg-gray": ((*still, "-pix_fmt", "gray"), ".jpg", Accepted(320, 180, 0)),
        "webp": ((*still, "-c:v", "libwebp"), ".webp", Accepted(320, 180, 0)),
        "webp-animated": (("-c:v", "libwebp_anim", "-an"), ".webp", Accepted(320, 180, 0)),
        "gif-still": (still, ".gif", Accepted(320, 180, 0)),
        "gif-animated": ((), ".gif", Accepted(320, 180, 0)),
        "bmp": (still, ".bmp", NOT_MEDIA),
        "tiff": (still, ".tiff", NOT_MEDIA),
    }
    cases = [
        HostileCase(
            f"picture-{name}", "A picture.", converted(*options, suffix=suffix), outcome, "image"
        )
        for name, (options, suffix, outcome) in rows.items()
    ]
    as_video = HostileCase(
        "gif-as-video", "A GIF sent as a video.", converted(suffix=".gif"), Accepted()
    )
    webp_as_video = HostileCase(
        "webp-as-video",
        "An animated WebP sent as a video.",
        converted("-c:v", "libwebp_anim", "-an", suffix=".webp"),
        NO_VIDEO,
    )
    return [*cases, as_video, webp_as_video]


def _audio() -> list[HostileCase]:
    cover = ("-map", "0:a", "-map", "0:v", "-frames:v", "1", "-c:v", "mjpeg", "-pix_fmt",
             "yuvj420p", "-disposition:v", "attached_pic")  # fmt: skip
    rows: dict[str, tuple[tuple[str, ...], str, Rejected | Accepted]] = {
        "mp3": (("-vn",), ".mp3", ACCEPTED_AUDIO),
        "wav": (("-vn",), ".wav", ACCEPTED_AUDIO),
        "flac": (("-vn",), ".flac", ACCEPTED_AUDIO),
        "ogg": (("-vn", "-c:a", "libvorbis"), ".ogg", ACCEPTED_AUDIO),
        "m4a": (("-vn",), ".m4a", ACCEPTED_AUDIO),
        "aac": (("-vn",), ".aac", ACCEPTED_AUDIO),
        "amr-like-asf": (("-vn",), ".wma", ACCEPTED_AUDIO),
        "m4a-with-cover": (cover, ".m4a", ACCEPTED_AUDIO),
        "mp3-with-cover": (cover, ".mp3", ACCEPTED_AUDIO),
        "video-as-sound": (("-c", "copy"), ".mp4", Rejected("no_audio")),
    }
    cases = [
        HostileCase(
            f"sound-only-{name}",
            "An audio file.",
            converted(*options, suffix=suffix),
            outcome,
            "audio",
        )
        for name, (options, suffix, outcome) in rows.items()
    ]
    as_video = HostileCase(
        "sound-as-video", "A song with a cover.", converted(*cover, suffix=".m4a"), NO_VIDEO
    )
    return [*cases, as_video]


def _containers() -> list[HostileCase]:
    rows = {
        "avi": ("-c:v mpeg4 -c:a mp2", Accepted()),
        "flv": ("-c:v flv -c:a mp3 -ar 44100", Accepted()),
        "asf": ("-c:v wmv2 -c:a wmav2", Accepted()),
        "ogv": ("-c:v libtheora -c:a libvorbis", Accepted()),
    }
    return [
        HostileCase(
            f"container-{name}",
            "A container of an older day.",
            converted(*options.split(), suffix=f".{name}"),
            outcome,
        )
        for name, (options, outcome) in rows.items()
    ]
