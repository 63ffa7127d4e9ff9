# SPDX-License-Identifier: Apache-2.0
"""The headers of an uploaded file, and the refusal of what they show to be of no use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from media.accepted import is_video_codec, unsupported_sound, unsupported_video
from media.errors import NotMedia, Truncated, UnsupportedCodec
from media.file_kinds import file_kind, not_media
from media.probe import (
    Fields,
    audio_fields,
    load_answer,
    probe_argv,
    probed_type,
    video_fields,
    video_stream,
)

_TRUNCATED = ("moov atom not found", "partial file", "File ended prematurely")
_END_MISSING = (
    "this is {name} whose end is missing, so that none of it can be read; upload the whole file"
)


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a command printed that reads a file, and whether it ended well."""

    output: str
    messages: str = ""
    is_whole: bool = True


Inspect = Callable[[Sequence[str]], Inspected]
"""Runs a command that reads a file."""


def read_headers(path: Path, inspect: Inspect) -> str:
    """Return what the headers of a file say, as `load_answer` reads it.

    NotMedia or Truncated when they cannot be read, or name nothing that could be decoded.
    """
    found = inspect(probe_argv(path))
    if not found.is_whole:
        kind = file_kind(path)
        has_no_index = any(message in found.messages for message in _TRUNCATED)
        if has_no_index and kind is not None and kind.has_boxes:
            raise Truncated(_END_MISSING.format(name=kind.name))
        raise NotMedia(not_media(kind))
    header = load_answer(found.output)
    if not video_fields(header) and not audio_fields(header):
        raise NotMedia("this file has neither a picture nor a sound that can be decoded")
    return found.output


def is_image(header: Fields) -> bool:
    """Whether a file is a picture that does not move."""
    videos = video_fields(header)
    return bool(videos) and probed_type(header, video_stream(videos[0]), None).startswith("image/")


def check_decodable(header: Fields, picture: Fields | None, *, has_sound: bool) -> None:
    """Raise UnsupportedCodec or NotMedia when nothing of a file can be decoded, or no picture.

    `picture` is the header of the picture that is shown; `has_sound` says that one decodes.
    """
    name = str(header["format"]["format_name"])
    if picture is not None and not is_video_codec(codec := _codec(picture)):
        raise UnsupportedCodec(unsupported_video(name, codec))
    if picture is None and not has_sound:
        if audios := audio_fields(header):
            raise UnsupportedCodec(unsupported_sound(name, _codec(audios[0])))
        raise NotMedia("this file announces a picture and holds none")


def _codec(fields: Fields) -> str:
    return str(fields.get("codec_name", "unknown"))
