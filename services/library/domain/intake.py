# SPDX-License-Identifier: Apache-2.0
"""What the library takes in: kinds, file types, sizes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from services.library.domain import upload as uploads
from services.library.domain.errors import (
    BadFilename,
    EmptyFile,
    InvalidFileType,
    InvalidImageRole,
    InvalidLibraryKind,
    NotAllowed,
    UploadTooLarge,
)
from services.library.domain.upload import AudioRole, Bytes, Kind, Person, Rejection

LONGEST_DESCRIPTION = 4000
TOO_LARGE = "upload_too_large"
IMAGE_ROLES = ("title_page", "lower_third", "overlay")

_OPAQUE = {"", "application/octet-stream"}
_ALIASES = {"image/jpg": "image/jpeg", "audio/mp3": "audio/mpeg", "audio/x-wav": "audio/wav"}
_IMAGES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_TYPES: dict[Kind, dict[str, str]] = {
    Kind.VIDEO: {"mp4": "video/mp4", "webm": "video/webm", "mov": "video/quicktime"},
    Kind.LOGO: _IMAGES,
    Kind.IMAGE: _IMAGES,
    Kind.AUDIO: {
        "mp3": "audio/mpeg",
        "wav": "audio/wav",
        "aac": "audio/aac",
        "m4a": "audio/mp4",
        "mp4": "audio/mp4",
        "ogg": "audio/ogg",
        "opus": "audio/opus",
        "webm": "audio/webm",
    },
}
_CLASSES = {Kind.VIDEO: "video/", Kind.AUDIO: "audio/"}
_TYPE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789/.+-")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file somebody wants to bring, as they describe it."""

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
class Accepted:
    """An offer that may come in: its kind, its one allowed type, its extension, its name."""

    kind: Kind
    content_type: str
    extension: str
    filename: str


def accept(offer: Offer, *, person: Person, max_bytes: int) -> Accepted:
    """Check an offer before any byte is sent."""
    if offer.kind not in {*Kind}:
        raise InvalidLibraryKind("An upload is a video, a logo, an image or audio.")
    kind = Kind(offer.kind)
    filename = uploads.readable(offer.filename).strip()
    if not 1 <= len(filename) <= uploads.LONGEST_NAME:
        raise BadFilename(f"A file name has 1 to {uploads.LONGEST_NAME} characters.")
    if kind is Kind.AUDIO and offer.audio_role is None and not person.is_admin:
        raise NotAllowed("Only site administrators bring audio for everybody.")
    _check_role(kind, offer.image_role)
    content_type, extension = _type(kind, filename, offer.content_type, offer.image_role)
    if offer.size_bytes is not None:
        check_size(offer.size_bytes, max_bytes=max_bytes)
    return Accepted(kind, content_type, extension, filename)


def check_size(size_bytes: int, *, max_bytes: int) -> None:
    """Refuse a file that is empty or over the limit."""
    if size_bytes < 1:
        raise EmptyFile("The file has no bytes.")
    if size_bytes > max_bytes:
        raise UploadTooLarge(f"A file has at most {max_bytes // 2**20} MiB.")


def unfit(
    found: Bytes, *, max_bytes: int, announced: Collection[int], etag: str | None
) -> Rejection | None:
    """Say why the bytes that arrived are not those that were announced, None when they are."""
    try:
        check_size(found.size_bytes, max_bytes=max_bytes)
    except UploadTooLarge as error:
        return Rejection(TOO_LARGE, str(error))
    except EmptyFile as error:
        return Rejection("empty_file", str(error))
    if {*announced} - {found.size_bytes}:
        reason = f"{found.size_bytes} bytes arrived, {max(announced)} were announced."
        return Rejection("size_mismatch", reason)
    if etag and etag != found.etag:
        return Rejection("object_changed", "The bytes are not the ones that were sent.")
    return None


def misfit(kind: Kind, content_type: str) -> str | None:
    """Say why a file of the probed type is not of this kind, None when it is."""
    wanted = _CLASSES.get(kind, "image/")
    if not content_type or content_type.startswith(wanted):
        return None
    return f"The file is {content_type}, not {wanted.rstrip('/')}."


def _check_role(kind: Kind, image_role: str | None) -> None:
    if image_role is None:
        return
    if kind is not Kind.IMAGE or image_role not in IMAGE_ROLES:
        raise InvalidImageRole(f"The role of an image is one of {', '.join(IMAGE_ROLES)}.")


def _type(
    kind: Kind, filename: str, content_type: str | None, image_role: str | None
) -> tuple[str, str]:
    """Find the one type the bytes will have, and the extension of their key."""
    given = (content_type or "").partition(";")[0].strip().lower()
    given = _ALIASES.get(given, given)
    suffix = filename.rpartition(".")[2].lower() if "." in filename else ""
    known = _TYPES[kind]
    by_name = known.get(suffix)
    if kind is Kind.AUDIO and by_name:
        # Browsers call every .mp4 and .webm a film.
        given = given.replace("video/", "audio/", 1)
    if image_role == "lower_third" and by_name != "image/png":
        raise InvalidFileType("A lower third is a PNG.")
    if given in _OPAQUE and by_name:
        return by_name, suffix
    if kind in _CLASSES and _is_of_class(given, _CLASSES[kind]):
        return given, suffix if by_name else _extension(known, given)
    if given and given == by_name:
        return given, suffix
    raise InvalidFileType(f"A {kind} is one of: {', '.join(known)}.")


def _is_of_class(given: str, wanted: str) -> bool:
    is_plain = given.startswith(wanted) and len(given) <= 100 and set(given) <= _TYPE_CHARACTERS
    return is_plain and len(given) > len(wanted) and given.count("/") == 1


def _extension(known: dict[str, str], content_type: str) -> str:
    matching = (extension for extension, each in known.items() if each == content_type)
    return next(matching, "bin")
