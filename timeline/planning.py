# SPDX-License-Identifier: Apache-2.0
"""From a sealed timeline to the work that renders it; nothing here reads a file or a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from media.timecode import FrameRate, round_half_up
from timeline import canonical, checking, chunking, geometry
from timeline.encoding import EncoderProfile, encoder_profile
from timeline.frames import FrameTimeline, Gap, Shot, resolve
from timeline.geometry import Rect, Size
from timeline.model import Clip
from timeline.problems import InvalidTimeline
from timeline.sealed import Sealed
from timeline.specs import (
    AudioItem,
    AudioSpec,
    BlurFill,
    Chunk,
    ChunkSpec,
    ClipPiece,
    ColorFill,
    GapPiece,
    MezzanineKey,
    MezzanineNeed,
    Piece,
    RenderBuild,
    RenderPlan,
)

BLACK = "#000000"
HEIGHT_CLASSES = (1080, 2160)
BLUR_SHRINKS = 4
BLUR_SATURATION_MILLI = 900
BLUR_SIGMA = {"soft": 12, "medium": 32, "strong": 60, "very_strong": 80}
BRIGHTNESS_MILLI = {
    "light3": 240,
    "light2": 160,
    "light1": 40,
    "neutral": 0,
    "dim1": -60,
    "dim2": -240,
    "dim3": -360,
}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every part of a plan refers to while it is made."""

    film: FrameTimeline
    color: str
    build: RenderBuild

    @property
    def height_class(self) -> int:
        return height_class(self.film.size.short_edge)


def plan(sealed: Sealed, *, build: RenderBuild) -> RenderPlan:
    """Plan a render; a timeline this version cannot render raises InvalidTimeline."""
    problems = checking.check_export(sealed.timeline)
    if problems:
        raise InvalidTimeline(problems)
    film = resolve(sealed.timeline, sealed.uploads)
    draft = _Draft(film, _background_color(sealed), build)
    profile = encoder_profile(size=film.size, rate=film.rate, quality=film.quality)
    return RenderPlan(
        profile=profile,
        n_frames=film.n_frames,
        chunks=tuple(_chunks(draft, profile=profile)),
        audio=_audio(draft),
        mezzanines=_mezzanines(draft),
    )


def height_class(short_edge: int) -> int:
    """The smallest class of mezzanine that a frame of this size can be made from."""
    return next(each for each in HEIGHT_CLASSES if short_edge <= each)


def mezzanine_key(*, source_sha256: str, rate: FrameRate, height_class: int, recipe: str) -> str:
    """The name of a mezzanine: the same for equal sources, whoever uploaded them."""
    return canonical.digest(MezzanineKey(source_sha256, str(rate), height_class, recipe))


def _background_color(sealed: Sealed) -> str:
    timeline = sealed.timeline
    if timeline.timeline_background_mode == "color":
        return (timeline.timeline_background_color or BLACK).lower()
    return BLACK


def _key_of(shot: Shot, *, draft: _Draft) -> str:
    return mezzanine_key(
        source_sha256=shot.upload.sha256,
        rate=draft.film.rate,
        height_class=draft.height_class,
        recipe=draft.build.mezzanine_recipe,
    )


def _chunks(draft: _Draft, *, profile: EncoderProfile) -> Iterator[Chunk]:
    start = 0
    pieces = [_piece(each, draft=draft) for each in draft.film.base]
    for group in chunking.chunks(pieces, rate=draft.film.rate):
        spec = ChunkSpec(profile, group, draft.build.renderer, draft.build.encoder)
        yield Chunk(start, spec)
        start += spec.n_frames


def _piece(each: Shot | Gap, *, draft: _Draft) -> Piece:
    if isinstance(each, Gap):
        return GapPiece(each.n_frames, ColorFill(draft.color))
    frame, picture = draft.film.size, Size(each.upload.width, each.upload.height)
    rect = geometry.contain(picture, frame=frame)
    return ClipPiece(
        mezzanine=_key_of(each, draft=draft),
        source_frames=each.source_frames,
        in_frame=each.in_frame,
        n_frames=each.n_frames,
        rect=rect,
        background=_fill(each.clip, picture=picture, rect=rect, draft=draft),
    )


def _fill(clip: Clip, *, picture: Size, rect: Rect, draft: _Draft) -> ColorFill | BlurFill | None:
    frame = draft.film.size
    if (rect.width, rect.height) == (frame.width, frame.height):
        return None
    if picture.is_landscape and frame.is_portrait:
        if clip.bg_fill_style == "blur":
            return _blur(clip, frame=frame)
        if clip.bg_fill_style == "color":
            return ColorFill((clip.bg_fill_color or BLACK).lower())
    return ColorFill(draft.color)


def _blur(clip: Clip, *, frame: Size) -> BlurFill:
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE * BLUR_SHRINKS)
    return BlurFill(
        width=geometry.even(Fraction(frame.width, BLUR_SHRINKS)),
        height=geometry.even(Fraction(frame.height, BLUR_SHRINKS)),
        sigma_milli=round_half_up(1000 * BLUR_SIGMA[clip.bg_fill_blur] * scale),
        brightness_milli=BRIGHTNESS_MILLI[clip.bg_fill_brightness],
        saturation_milli=BLUR_SATURATION_MILLI,
    )


def _audio(draft: _Draft) -> AudioSpec:
    return AudioSpec(
        n_samples=draft.film.rate.samples(draft.film.n_frames),
        items=tuple(_audio_items(draft)),
        renderer=draft.build.renderer,
        encoder=draft.build.encoder,
    )


def _audio_items(draft: _Draft) -> Iterator[AudioItem]:
    samples = draft.film.rate.samples
    for shot in draft.film.shots:
        if shot.clip.audio_enabled and shot.upload.has_audio:
            yield AudioItem(
                mezzanine=_key_of(shot, draft=draft),
                in_sample=samples(shot.in_frame),
                start_sample=samples(shot.start),
                n_samples=samples(shot.end) - samples(shot.start),
                gain_db=shot.clip.boost_db,
            )


def _mezzanines(draft: _Draft) -> tuple[MezzanineNeed, ...]:
    needs: dict[str, MezzanineNeed] = {}
    for shot in draft.film.shots:
        key = _key_of(shot, draft=draft)
        needs.setdefault(key, _need(shot, key=key, draft=draft))
    return tuple(needs.values())


def _need(shot: Shot, *, key: str, draft: _Draft) -> MezzanineNeed:
    return MezzanineNeed(
        key=key,
        upload_id=shot.upload.upload_id,
        source_sha256=shot.upload.sha256,
        storage_key=shot.upload.storage_key,
        fps=str(draft.film.rate),
        height_class=draft.height_class,
        recipe=draft.build.mezzanine_recipe,
        n_frames=shot.source_frames,
        has_audio=shot.upload.has_audio,
        is_hdr=shot.upload.is_hdr,
    )
