# SPDX-License-Identifier: Apache-2.0
"""Files that are no films: pictures, sounds, and texts that point elsewhere."""

from __future__ import annotations

import io
import zipfile

from tests.support.hostile.case import (
    TAKEN_SOUND,
    Case,
    Rejected,
    Right,
    Workroom,
    converted,
    literal,
)

NOT_MEDIA = Rejected("not_media")
NO_VIDEO = Rejected("no_video")
SECRET = "/etc/passwd"


def foreign() -> list[Case]:
    """List what is no film."""
    return [*_pointers(), *_texts(), *_pictures(), *_sounds()]


def _pointers() -> list[Case]:
    """Texts that would have a demuxer open another file or an address."""
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
        Case(
            f"points-{form}-{name}",
            f"A {form} script that points at `{target}`.",
            literal(text.format(target).encode()),
            NOT_MEDIA,
        )
        for form, text in forms.items()
        for name, target in targets.items()
    ]
    return [*cases, Case("points-mov", "A track that lies in another file.", _alias, Right())]


def _alias(room: Workroom) -> bytes:
    """A film whose data reference is said to lie outside of it."""
    content = bytearray(room.ffmpeg("-c", "copy", suffix=".mov"))
    place = content.index(b"dref") + 12
    content[place + 4 : place + 12] = b"alis" + b"\0\0\0\0"
    return bytes(content)


def _texts() -> list[Case]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", bytes(1 << 20))
    rows: dict[str, bytes] = {
        "words": b"just words, no film",
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
        Case(f"text-{name}", "No media.", literal(data), NOT_MEDIA) for name, data in rows.items()
    ]
    return [*cases, Case("empty", "No bytes at all.", literal(b""), Rejected("empty_file"))]


def _pictures() -> list[Case]:
    still = ("-frames:v", "1")
    rows: dict[str, tuple[tuple[str, ...], str, Rejected | Right]] = {
        "png": (still, ".png", Right(320, 180, 0)),
        "png-16-bit": ((*still, "-pix_fmt", "rgb48be"), ".png", Right(320, 180, 0)),
        "png-alpha": ((*still, "-pix_fmt", "rgba"), ".png", Right(320, 180, 0)),
        "jpeg": (still, ".jpg", Right(320, 180, 0)),
        "jpeg-gray": ((*still, "-pix_fmt", "gray"), ".jpg", Right(320, 180, 0)),
        "webp": ((*still, "-c:v", "libwebp"), ".webp", Right(320, 180, 0)),
        "webp-animated": (("-c:v", "libwebp_anim", "-an"), ".webp", NOT_MEDIA),
        "gif-still": (still, ".gif", Right(320, 180, 0)),
        "gif-animated": ((), ".gif", Right(320, 180, 0)),
        "bmp": (still, ".bmp", NOT_MEDIA),
        "tiff": (still, ".tiff", NOT_MEDIA),
    }
    cases = [
        Case(f"picture-{name}", "A picture.", converted(*options, suffix=suffix), outcome, "image")
        for name, (options, suffix, outcome) in rows.items()
    ]
    as_film = Case("gif-as-film", "A GIF sent as a film.", converted(suffix=".gif"), NO_VIDEO)
    return [*cases, as_film]


def _sounds() -> list[Case]:
    cover = ("-map", "0:a", "-map", "0:v", "-frames:v", "1", "-c:v", "mjpeg", "-pix_fmt",
             "yuvj420p", "-disposition:v", "attached_pic")  # fmt: skip
    rows: dict[str, tuple[tuple[str, ...], str, Rejected | Right]] = {
        "mp3": (("-vn",), ".mp3", TAKEN_SOUND),
        "wav": (("-vn",), ".wav", TAKEN_SOUND),
        "flac": (("-vn",), ".flac", TAKEN_SOUND),
        "ogg": (("-vn", "-c:a", "libvorbis"), ".ogg", TAKEN_SOUND),
        "m4a": (("-vn",), ".m4a", TAKEN_SOUND),
        "aac": (("-vn",), ".aac", TAKEN_SOUND),
        "amr-like-asf": (("-vn",), ".wma", NOT_MEDIA),
        "m4a-with-cover": (cover, ".m4a", TAKEN_SOUND),
        "mp3-with-cover": (cover, ".mp3", TAKEN_SOUND),
        "film-as-sound": (("-c", "copy"), ".mp4", Rejected("no_audio")),
    }
    cases = [
        Case(f"sound-only-{name}", "A sound.", converted(*options, suffix=suffix), outcome, "audio")
        for name, (options, suffix, outcome) in rows.items()
    ]
    films = {
        "avi": ("-c:v mpeg4 -c:a mp2", NOT_MEDIA),
        "flv": ("-c:v flv -c:a mp3 -ar 44100", NOT_MEDIA),
        "asf": ("-c:v wmv2 -c:a wmav2", NOT_MEDIA),
        "ogv": ("-c:v libtheora -c:a libvorbis", NOT_MEDIA),
    }
    return [
        *cases,
        Case("sound-as-film", "A song with a cover.", converted(*cover, suffix=".m4a"), NO_VIDEO),
        *(
            Case(
                f"container-{name}",
                "Not on the list.",
                converted(*options.split(), suffix=f".{name}"),
                outcome,
            )
            for name, (options, outcome) in films.items()
        ),
    ]
