# SPDX-License-Identifier: Apache-2.0
"""From a plan to the pieces that nodes do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from media.sizes import DEFAULT_SHORT_EDGE, height_class
from media.timecode import DEFAULT_RATE, SAMPLE_RATE
from services.render.contract.results import IngestResult
from services.render.contract.specs import ConcatSpec, IngestSpec, Part, export_file
from services.render.coordinator.domain.errors import CannotPlan
from services.render.coordinator.domain.job import IN_THE_BACKGROUND, PRIORITY, Kind, NewPiece
from services.render.coordinator.domain.render import Subject
from timeline.document.problems import InvalidTimeline
from timeline.document.uploads import UploadDetails
from timeline.plan.mix import pcm_spec
from timeline.plan.planning import plan
from timeline.plan.sealed import SealedTimeline
from timeline.plan.sources import mezzanine_key
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.render_plan import RenderBuild, RenderPlan
from timeline.spec.text_image import TextImageSpec

RENDERER = "reelmill-1"
"""Raised whenever equal plans would look or sound different from before."""

_DEFAULT_CLASS = height_class(DEFAULT_SHORT_EDGE)

# Decoding a minute of sound costs about as much as drawing one frame.
_SAMPLES_PER_WEIGHT = 60 * SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Order:
    """An export as drafts sealed it; `timeline` is absent when it cannot even be read."""

    export_id: str
    subject: Subject
    is_cancelled: bool
    timeline: SealedTimeline | None


def plan_film(order: Order, build: RenderBuild) -> str:
    """Plan an ordered film and return the plan's JSON, or refuse with CannotPlan."""
    if order.timeline is None:
        raise CannotPlan("invalid_timeline", "The sealed timeline cannot be read.")
    try:
        return plan(order.timeline, build=build).to_json()
    except InvalidTimeline as error:
        first = error.problems[0]
        raise CannotPlan(first.code, first.detail) from error
    except (KeyError, ValueError) as error:
        raise CannotPlan("source_missing", "A source of this timeline is not usable.") from error


def encoder_of(plan_json: str) -> str:
    """Tell which encoder a plan was made for."""
    return RenderPlan.from_json(plan_json).mix.encoder


def break_down(plan_json: str, *, export_id: str, created_at: dt.datetime) -> list[NewPiece]:
    """List everything a film is made from, the join last."""
    film = RenderPlan.from_json(plan_json)
    needed = [_mezzanine(need, PRIORITY[Kind.MEZZANINE]) for need in film.mezzanines]
    needed += [_decoded(need, PRIORITY[Kind.PCM]) for need in film.pcm]
    needed += [_picture(need) for need in film.pictures]
    needed += [_text_image(text_image) for text_image in film.text_images]
    sound = NewPiece(
        kind=Kind.MIX,
        key=film.mix.key,
        task=film.mix.to_json(),
        priority=PRIORITY[Kind.MIX],
        weight=max(1, film.n_frames // 30),
        encoder=film.mix.encoder,
        inputs=film.mix.pcm_keys,
    )
    chunks = _chunks(film)
    parts = tuple(Part(chunk.spec.key, chunk.spec.n_frames) for chunk in film.chunks)
    join = ConcatSpec(
        fps=film.profile.fps,
        parts=parts,
        audio_key=film.mix.key,
        n_samples=film.mix.n_samples,
        storage_key=export_file(export_id, created_at),
    )
    last = NewPiece(
        kind=Kind.CONCAT,
        key="",
        task=join.to_json(),
        priority=PRIORITY[Kind.CONCAT],
        weight=max(1, film.n_frames // 50),
        inputs=(film.mix.key, *(chunk.key for chunk in chunks)),
    )
    return [*needed, sound, *chunks, last]


def ingest_piece(upload: IngestSpec) -> NewPiece:
    """The work of finding out what an upload is."""
    return _of_upload(Kind.INGEST, upload)


def thumb_piece(upload: IngestSpec) -> NewPiece:
    """The work of picturing an upload."""
    return _of_upload(Kind.THUMB, upload)


def default_sources(upload: IngestSpec, found: IngestResult, *, recipe: str) -> list[NewPiece]:
    """What most films of a video will need, made while nobody waits for it."""
    pieces = [default_mezzanine(upload, found, recipe=recipe)]
    if found.probe.has_audio:
        facts = UploadDetails(
            upload_id=upload.upload_id,
            owner_user_id=None,
            kind=upload.media_kind,
            state="ready",
            duration=Fraction(found.probe.duration),
            sha256=found.sha256,
            storage_key=upload.storage_key,
        )
        need = pcm_spec(facts, is_of_video=True)
        pieces.append(_decoded(need, IN_THE_BACKGROUND, is_standing=True))
    return pieces


def default_mezzanine(upload: IngestSpec, found: IngestResult, *, recipe: str) -> NewPiece:
    """The mezzanine that most films of a video will need."""
    key = mezzanine_key(
        source_sha256=found.sha256, rate=DEFAULT_RATE, height_class=_DEFAULT_CLASS, recipe=recipe
    )
    need = MezzanineSpec(
        key=key,
        upload_id=upload.upload_id,
        source_sha256=found.sha256,
        storage_key=upload.storage_key,
        fps=str(DEFAULT_RATE),
        height_class=_DEFAULT_CLASS,
        recipe=recipe,
        n_frames=max(1, DEFAULT_RATE.frame(Fraction(found.probe.duration))),
        is_hdr=found.probe.is_hdr,
    )
    return _mezzanine(need, IN_THE_BACKGROUND, is_standing=True)


def _of_upload(kind: Kind, upload: IngestSpec) -> NewPiece:
    return NewPiece(
        kind=kind,
        key=f"{kind}:{upload.upload_id}",
        task=upload.to_json(),
        priority=PRIORITY[kind],
        upload_id=upload.upload_id,
        is_standing=True,
    )


def _mezzanine(need: MezzanineSpec, priority: int, *, is_standing: bool = False) -> NewPiece:
    return NewPiece(
        kind=Kind.MEZZANINE,
        key=need.key,
        task=need.to_json(),
        priority=priority,
        weight=max(1, need.n_frames // 2),
        upload_id=need.upload_id,
        is_standing=is_standing,
    )


def _picture(need: PictureSpec) -> NewPiece:
    return NewPiece(
        kind=Kind.PICTURE,
        key=need.key,
        task=need.to_json(),
        priority=PRIORITY[Kind.PICTURE],
        weight=1,
        upload_id=need.upload_id,
    )


def _text_image(text_image: TextImageSpec) -> NewPiece:
    return NewPiece(
        kind=Kind.TEXT_IMAGE,
        key=text_image.key,
        task=text_image.to_json(),
        priority=PRIORITY[Kind.TEXT_IMAGE],
        weight=1,
    )


def _decoded(need: PcmSpec, priority: int, *, is_standing: bool = False) -> NewPiece:
    return NewPiece(
        kind=Kind.PCM,
        key=need.key,
        task=need.to_json(),
        priority=priority,
        weight=1 + need.n_samples // _SAMPLES_PER_WEIGHT,
        upload_id=need.upload_id,
        is_standing=is_standing,
    )


def _chunks(film: RenderPlan) -> list[NewPiece]:
    """Each distinct chunk once, the longest first: no slot then waits long for the last one."""
    specs = {chunk.spec.key: chunk.spec for chunk in film.chunks}
    by_length = sorted(specs.items(), key=lambda item: item[1].n_frames, reverse=True)
    return [
        NewPiece(
            kind=Kind.CHUNK,
            key=key,
            task=spec.to_json(),
            priority=PRIORITY[Kind.CHUNK],
            weight=spec.n_frames,
            encoder=spec.encoder,
            inputs=spec.input_keys,
        )
        for key, spec in by_length
    ]
