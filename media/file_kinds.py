# SPDX-License-Identifier: Apache-2.0
"""What a file is that cannot be used, by how it begins, and what its owner can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_BEGINNING = 512
_SPACES = b"\xef\xbb\xbf \r\n\t"
_VIDEO = "save it as MP4 with H.264"
_SOUND = "save it as MP3 or WAV"
_IMAGE = "save it as PNG or JPEG"
_OTHER = "upload a video, a sound or an image"
_CAPTIONS = "upload the video, and add these captions to its production"


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, as in “a PDF document”, and what to do, without the end of a sentence.

    `is_taken` is true of files that are taken where they are whole, `has_boxes` of those among them
    that consist of boxes, as MP4 does, and cannot be read without the one that is their index.
    """

    name: str
    advice: str
    is_taken: bool = False
    has_boxes: bool = False


def _taken(name: str, *, has_boxes: bool = False) -> FileKind:
    advice = "upload the original file again, or save it anew"
    return FileKind(name, advice, is_taken=True, has_boxes=has_boxes)


SVG = FileKind("an SVG drawing", _IMAGE)

OTHER_KINDS = (
    (b"%PDF", FileKind("a PDF document", "save its pages as PNG")),
    (b"PK\x03\x04", FileKind("a ZIP archive or an office document", "upload the files in it")),
    (b"Rar!", FileKind("a RAR archive", "unpack it and upload the files in it")),
    (b"7z\xbc\xaf", FileKind("a 7-Zip archive", "unpack it and upload the files in it")),
    (b"\x1f\x8b", FileKind("a gzip archive", "unpack it and upload the files in it")),
    (b"\xd0\xcf\x11\xe0", FileKind("an office document", _OTHER)),
    (b"8BPS", FileKind("a Photoshop document", _IMAGE)),
    (b"II*\x00", FileKind("a TIFF or raw photograph", _IMAGE)),
    (b"MM\x00*", FileKind("a TIFF or raw photograph", _IMAGE)),
    (b"\x00\x00\x00\x0cjP  ", FileKind("a JPEG 2000 image", _IMAGE)),
    (b"\x00\x00\x00\x0cJXL ", FileKind("a JPEG XL image", _IMAGE)),
    (b"\xff\x0a", FileKind("a JPEG XL image", _IMAGE)),
    (b"BM", FileKind("a BMP image", _IMAGE)),
    (b"\x00\x00\x01\x00", FileKind("an icon", _IMAGE)),
    (b".RMF", FileKind("a RealMedia file", _VIDEO)),
    (b"MThd", FileKind("a MIDI file, which holds notes and no sound", _SOUND)),
    (b"\x00\x01\x00\x00", FileKind("a font", _OTHER)),
    (b"OTTO", FileKind("a font", _OTHER)),
    (b"ttcf", FileKind("a font", _OTHER)),
    (b"wOFF", FileKind("a font", _OTHER)),
    (b"wOF2", FileKind("a font", _OTHER)),
    (b"MZ", FileKind("a Windows program", _OTHER)),
    (b"\x7fELF", FileKind("a Linux program", _OTHER)),
    (b"#EXTM3U", FileKind("a playlist, which only names other files", "upload those files")),
    (b"ffconcat", FileKind("a list that only names other files", "upload those files")),
    (b"WEBVTT", FileKind("a file of WebVTT captions", _CAPTIONS)),
    (b"[Script Info]", FileKind("a file of SubStation captions", _CAPTIONS)),
    (b"<?xml", FileKind("an XML document", _OTHER)),
    (b"<svg", SVG),
    (b"<!DOCTYPE", FileKind("a web page", _OTHER)),
    (b"<html", FileKind("a web page", _OTHER)),
    (b"{\\rtf", FileKind("a text document", _OTHER)),
)
"""How files begin that are never taken, and what they are."""

TAKEN_KINDS = (
    (b"\xff\xd8\xff", _taken("a JPEG image")),
    (b"\x89PNG\r\n\x1a\n", _taken("a PNG image")),
    (b"GIF8", _taken("a GIF image")),
    (b"\x1aE\xdf\xa3", _taken("a Matroska or WebM file")),
    (b"FLV\x01", _taken("an FLV file")),
    (b"0&\xb2u\x8ef\xcf\x11", _taken("a Windows Media file")),
    (b"OggS", _taken("an Ogg file")),
    (b"fLaC", _taken("a FLAC file")),
    (b"ID3", _taken("an MP3 file")),
    (b"caff", _taken("a CAF file")),
    (b"#!AMR", _taken("an AMR file")),
    (b"\x00\x00\x01\xba", _taken("an MPEG programme stream")),
    (b"\x06\x0e+4\x02\x05\x01\x01", _taken("an MXF file")),
)
"""How files begin that are taken unless they are damaged, and what they are."""

_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip")
_RIFF = {
    b"WAVE": _taken("a WAV file"),
    b"AVI ": _taken("an AVI file"),
    b"WEBP": _taken("a WebP image"),
    b"AIFF": _taken("an AIFF file"),
    b"AIFC": _taken("an AIFF file"),
}
_BRANDS = {
    b"qt  ": _taken("a QuickTime file", has_boxes=True),
    b"M4A ": _taken("an MP4 sound", has_boxes=True),
    b"heic": _taken("a HEIC image", has_boxes=True),
    b"avif": _taken("an AVIF image", has_boxes=True),
}

_MP4 = _taken("an MP4 file", has_boxes=True)


def file_kind(path: Path) -> FileKind | None:
    """Return what a file is by how it begins, None where that says nothing."""
    with path.open("rb") as file:
        begins = file.read(_BEGINNING)
    if begins[:4] in (b"RIFF", b"FORM"):
        return _RIFF.get(begins[8:12])
    if begins[4:8] in _BOXES:
        return _BRANDS.get(begins[8:12], _MP4)
    text = begins.lstrip(_SPACES)
    if text.startswith(b"<?xml") and b"<svg" in text:
        return SVG
    for start, kind in (*OTHER_KINDS, *TAKEN_KINDS):
        if text.startswith(start):
            return kind
    return _captions(text)


def _captions(text: bytes) -> FileKind | None:
    """Recognise SubRip: a number, and below it the times between which a caption is shown."""
    lines = text.splitlines()
    is_subrip = len(lines) > 1 and lines[0].strip().isdigit() and b" --> " in lines[1]
    return FileKind("a file of SubRip captions", _CAPTIONS) if is_subrip else None


def not_media(kind: FileKind | None) -> str:
    """Return why a file is refused that no demuxer opens, without the end of a sentence."""
    if kind is None:
        reason = "this file could not be read as a video, a sound or an image"
        return f"{reason}; save it as MP4, MP3 or PNG"
    if kind.is_taken:
        return f"this is {kind.name}, but it is damaged or not whole; {kind.advice}"
    return f"this is {kind.name}; {kind.advice}"
