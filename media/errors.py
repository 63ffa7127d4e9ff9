# SPDX-License-Identifier: Apache-2.0
"""Why an uploaded file cannot be used."""

from __future__ import annotations

from typing import ClassVar


class UnusableMedia(Exception):
    """The file cannot be used; `code` is stable, the message is for people."""

    code: ClassVar[str] = "unusable_media"


class NotMedia(UnusableMedia):
    """The file is no audio, video or image of an accepted format: convert and re-upload it."""

    code = "not_media"


class UnsupportedCodec(UnusableMedia):
    """The picture or sound has a codec that is not decoded: save it as MP4 with H.264 and AAC."""

    code = "unsupported_codec"


class NoVideo(UnusableMedia):
    """The file has no video stream: upload a video."""

    code = "no_video"


class Truncated(UnusableMedia):
    """The file ends before the end that its header states: upload the whole file."""

    code = "truncated_media"


class Damaged(UnusableMedia):
    """A part of the file cannot be read: upload the original file again."""

    code = "damaged_media"


class DurationUnknown(UnusableMedia):
    """The file states no duration: read its packets and parse the probe again with their end."""

    code = "duration_unknown"


class NoAudio(UnusableMedia):
    """The file has no sound that can be decoded: upload one with sound as AAC, MP3 or WAV."""

    code = "no_audio"
