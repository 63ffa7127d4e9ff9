# SPDX-License-Identifier: Apache-2.0
"""A piece of work: what nodes claim, do and hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of work a node does."""

    INGEST = "ingest"
    THUMB = "thumb"
    FRAME = "freeze_frame"
    MEZZANINE = "mezzanine"
    PCM = "pcm"
    PICTURE = "picture"
    TEXT_IMAGE = "text_image"
    CHUNK = "chunk"
    MIX = "mix"
    CONCAT = "concat"


SHARED = (Kind.MEZZANINE, Kind.PCM, Kind.PICTURE, Kind.TEXT_IMAGE, Kind.CHUNK, Kind.MIX)
"""Kinds whose result is kept under a content key for every render that needs it."""

SOURCES = (Kind.MEZZANINE, Kind.PCM, Kind.PICTURE, Kind.TEXT_IMAGE)
"""Kinds that only bring uploads and texts into a form from which films are made."""

PRIORITY = {
    Kind.INGEST: 980,
    Kind.FRAME: 975,
    Kind.THUMB: 970,
    Kind.CONCAT: 90,
    Kind.MIX: 70,
    Kind.MEZZANINE: 60,
    Kind.PCM: 60,
    Kind.PICTURE: 60,
    Kind.TEXT_IMAGE: 60,
    Kind.CHUNK: 50,
}
"""What comes first among the work of one user; somebody looks at a page for the first three."""

IN_THE_BACKGROUND = 10

_AHEAD = 100
_FEW = (4, 8, 16, 32, 64, 128)

BACK_OFF_SECONDS = (2.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class NewPiece:
    """Work that somebody wants; `inputs` are the keys of pieces that must be done before.

    A standing piece is wanted whatever becomes of the renders that need it, too. One that names
    an encoder is for nodes that have it.
    """

    kind: Kind
    key: str
    task: str
    priority: int
    weight: int = 0
    upload_id: int = 0
    is_standing: bool = False
    encoder: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Work as it stands in the table."""

    piece_id: int
    kind: Kind
    key: str
    task: str
    token: int
    attempts: int
    crashes: int
    upload_id: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds which piece: the fencing token is the proof."""

    node_id: str
    piece_id: int
    token: int


def by_length(pieces: Sequence[NewPiece]) -> list[NewPiece]:
    """Let all the work of a film come the sooner the fewer chunks are still to be rendered."""
    chunks = sum(piece.kind is Kind.CHUNK for piece in pieces)
    ahead = _AHEAD * sum(chunks < few for few in _FEW)
    return [replace(piece, priority=piece.priority + ahead) for piece in pieces]


def pause_before_retry(piece: Piece, *, is_input_at_fault: bool) -> float | None:
    """How many seconds to wait before the next try; None when there is to be none."""
    if is_input_at_fault or piece.attempts >= len(BACK_OFF_SECONDS):
        return None
    return BACK_OFF_SECONDS[piece.attempts]
