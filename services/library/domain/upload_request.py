# SPDX-License-Identifier: Apache-2.0
"""What may be uploaded: kinds, file types, sizes, and what the stored file must equal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from chassis.caller import Caller
from services.library.domain.errors import (
    BadFilename,
    EmptyFile,
    InvalidFileType,
    InvalidImageRole,
    InvalidUploadKind,
    UploadAccessDenied,
    UploadTooLarge,
)
from services.library.domain.text import MAX_NAME, remove_control_characters
from services.library.domain.upload import AudioRole, Rejection, UploadKind

MAX_SIGNED_DESCRIPTION = 4000
TOO_LARGE = "upload_too_large"
EMPTY = "empty_file"
SIZE_DIFFERS = "size_mismatch"
CHANGED = "object_changed"
IMAGE_ROLES = ("title_page", "lower_third", "overlay")

_NOT_FOR_EVERYBODY = (
    "Only site administrators upload audio that everybody may use. Your own is signed by"
    " /api/create-video/audio/sign or /api/create-video/narration/sign."
)
_OPAQUE = {"", "application/octet-stream", "application/ogg"}
# The last two are what Linux desktops, and so their browsers, call every .ts and every .mxf file.
_ALIASES = {
    "image/jpg": "image/jpeg",
    "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "application/mxf": "video/mxf",
    "text/vnd.trolltech.linguist": "video/mp2t",
}
_IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heic",
    "avif": "image/avif",
    "gif": "image/gif",
}
_TYPES: dict[UploadKind, dict[str, str]] = {
    UploadKind.VIDEO: {
        "mp4": "video/mp4",
        "webm": "video/webm",
        "mov": "video/quicktime",
        "m4v": "video/mp4",
        "mkv": "video/x-matroska",
        "avi": "video/x-msvideo",
        "ts": "video/mp2t",
        "mts": "video/mp2t",
        "m2ts": "video/mp2t",
        "mpg": "video/mpeg",
        "mpeg": "video/mpeg",
        "vob": "video/mpeg",
        "flv": "video/x-flv",
        "wmv": "video/x-ms-asf",
        "3gp": "video/3gpp",
        "ogv": "video/ogg",
        "mxf": "video/mxf",
        "dv": "video/dv",
        "gif": "image/gif",
    },
    UploadKind.LOGO: _IMAGES,
    UploadKind.IMAGE: _IMAGES,
    UploadKind.AUDIO: {
        "mp3": "audio/mpeg",
        "wav": "audio/wav",
        "aac": "audio/aac",
        "m4a": "audio/mp4",
        "mp4": "audio/mp4",
        "ogg": "audio/ogg",
        "opus": "audio/opus",
        "webm": "audio/webm",
        "flac": "audio/flac",
        "aif": "audio/aiff",
        "aiff": "audio/aiff",
        "wma": "audio/x-ms-asf",
        "caf": "audio/x-caf",
        "amr": "audio/amr",
        "ac3": "audio/ac3",
    },
}
_PNG_OR_JPEG = "save it as PNG or JPEG"
_CONVERTED = {
    "svg": "save the drawing as PNG",
    **dict.fromkeys(
        ("tif", "tiff", "bmp", "jp2", "jxl", "psd", "ico", "dng", "cr2", "nef"), _PNG_OR_JPEG
    ),
    "pdf": "save its pages as PNG",
    **dict.fromkeys(("rm", "rmvb", "swf"), "save it as MP4"),
    **dict.fromkeys(("mid", "midi"), "save it as MP3 or WAV"),
    **dict.fromkeys(("srt", "vtt", "ass"), "add captions to a production"),
}
"""What to do with files that are never taken, by the end of their names."""
_PREFIXES = {UploadKind.VIDEO: "video/", UploadKind.AUDIO: "audio/"}
_TYPE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789/.+-")


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """A file that a user wants to upload, as the user describes it."""

    filename: str
    kind: str = "video"
    content_type: str | None = None
    size_bytes: int | None = None
    width: int = 0
    height: int = 0
    duration: Fraction | None = None
    image_role: str | None = None
    audio_role: AudioRole | None = None
    modified_filename: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A validated upload request: the kind, the one content type, the extension of its key."""

    kind: UploadKind
    content_type: str
    extension: str
    filename: str


def accept(request: UploadRequest, *, caller: Caller, max_bytes: int) -> AcceptedFile:
    """Validate an upload request before the file is sent, or raise a LibraryError."""
    if request.kind not in {*UploadKind}:
        raise InvalidUploadKind("An upload is a video, a logo, an image or audio.")
    kind = UploadKind(request.kind)
    filename = remove_control_characters(request.filename).strip()
    if not 1 <= len(filename) <= MAX_NAME:
        raise BadFilename(f"A file name has 1 to {MAX_NAME} characters.")
    if kind is UploadKind.AUDIO and request.audio_role is None and not caller.is_admin:
        raise UploadAccessDenied(_NOT_FOR_EVERYBODY)
    _validate_role(kind, request.image_role)
    content_type, extension = _type(kind, filename, request.content_type, request.image_role)
    if request.size_bytes is not None:
        validate_size(request.size_bytes, max_bytes=max_bytes)
    return AcceptedFile(kind, content_type, extension, filename)


def validate_size(size_bytes: int, *, max_bytes: int) -> None:
    """Raise EmptyFile or UploadTooLarge."""
    if size_bytes < 1:
        raise EmptyFile("The file has no bytes.")
    if size_bytes > max_bytes:
        raise UploadTooLarge(f"A file has at most {max_bytes // 2**20} MiB.")


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """What the stored file must equal: the largest size, and what the client said of it."""

    max_bytes: int
    sizes: Collection[int] = ()
    etag: str | None = None


def rejection_of_file(size_bytes: int, etag: str, declared: DeclaredFile) -> Rejection | None:
    """Return why the stored file differs from the declared one, None when it does not."""
    try:
        validate_size(size_bytes, max_bytes=declared.max_bytes)
    except UploadTooLarge as error:
        return Rejection(TOO_LARGE, str(error))
    except EmptyFile as error:
        return Rejection(EMPTY, str(error))
    if {*declared.sizes} - {size_bytes}:
        reason = f"{size_bytes} bytes arrived, {max(declared.sizes)} were declared."
        return Rejection(SIZE_DIFFERS, reason)
    if declared.etag and declared.etag != etag:
        return Rejection(CHANGED, "The stored file is not the one that was sent.")
    return None


def rejection_of_type(kind: UploadKind, content_type: str) -> Rejection | None:
    """Return why a file of the probed content type is not of this kind, None when it is."""
    expected = _PREFIXES.get(kind, "image/")
    if not content_type or content_type.startswith(expected):
        return None
    reason = f"The file is {content_type}, not {expected.rstrip('/')}."
    return Rejection("invalid_file_type", reason)


def _validate_role(kind: UploadKind, image_role: str | None) -> None:
    if image_role is None:
        return
    if kind is not UploadKind.IMAGE or image_role not in IMAGE_ROLES:
        raise InvalidImageRole(f"The role of an image is one of {', '.join(IMAGE_ROLES)}.")


def _type(
    kind: UploadKind, filename: str, content_type: str | None, image_role: str | None
) -> tuple[str, str]:
    """Return the content type that the file must have, and the extension of its key."""
    declared = (content_type or "").partition(";")[0].strip().lower()
    declared = _ALIASES.get(declared, declared)
    suffix = filename.rpartition(".")[2].lower() if "." in filename else ""
    known = _TYPES[kind]
    by_name = known.get(suffix)
    if kind is UploadKind.AUDIO and by_name:
        # Browsers call every .mp4 and .webm file a video.
        declared = declared.replace("video/", "audio/", 1)
    if image_role == "lower_third" and by_name != "image/png":
        raise InvalidFileType("A lower third is a PNG.")
    if declared in _OPAQUE and by_name:
        return by_name, suffix
    if kind in _PREFIXES and _has_prefix(declared, _PREFIXES[kind]):
        return declared, suffix if by_name else _extension(known, declared)
    if declared and declared == by_name:
        return declared, suffix
    article = "An" if kind in (UploadKind.AUDIO, UploadKind.IMAGE) else "A"
    taken = f"{article} {kind} file is one of: {', '.join(known)}."
    raise InvalidFileType(f"{taken}{_advice(kind, suffix)}")


def _advice(kind: UploadKind, suffix: str) -> str:
    """Return what to do with a file that is not of this kind, by the end of its name."""
    if suffix in _CONVERTED:
        return f" A file .{suffix} is not taken: {_CONVERTED[suffix]}."
    fitting = [each for each in _TYPES if suffix in _TYPES[each]]
    if not fitting or kind in fitting:
        return ""
    return f" A file .{suffix} is uploaded with `kind` {' or '.join(fitting)}."


def _has_prefix(declared: str, prefix: str) -> bool:
    is_plain = (
        declared.startswith(prefix) and len(declared) <= 100 and set(declared) <= _TYPE_CHARACTERS
    )
    return is_plain and len(declared) > len(prefix) and declared.count("/") == 1


def _extension(known: dict[str, str], content_type: str) -> str:
    matching = (extension for extension, each in known.items() if each == content_type)
    return next(matching, "bin")
