# SPDX-License-Identifier: Apache-2.0
"""From a sealed timeline to the work that renders it; nothing here reads a file or a clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from media.timecode import round_half_up
from timeline.document import checking
from timeline.document.problems import InvalidTimeline
from timeline.document.timeline import Clip
from timeline.document.uploads import UploadDetails
from timeline.plan import chunking, geometry
from timeline.plan.frames import FrameTimeline, Frozen, Gap, Seen, resolve
from timeline.plan.geometry import Cut, Rect, Size
from timeline.plan.layers import Stage, layers
from timeline.plan.sealed import Sealed
from timeline.plan.sound import sound_plan
from timeline.plan.sources import Materials, height_class, picture_size
from timeline.spec.chunk import Chunk, ChunkSpec, PictureSpec, RenderBuild, RenderPlan
from timeline.spec.clip_segments import (
    BlurFill,
    ClipSegment,
    ColorFill,
    FreezeFrameSegment,
    GapSegment,
    PictureFill,
    RootFill,
    StillSegment,
    VideoSegment,
)
from timeline.spec.encoder import EncoderProfile, encoder_profile
from timeline.spec.layers import Layer, share

BLACK = "#000000"
MOST_LAYERS = 40
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
    background: RootFill
    build: RenderBuild
    materials: Materials
    uploads: Mapping[int, UploadDetails]


def plan(sealed: Sealed, *, build: RenderBuild) -> RenderPlan:
    """Plan a render; a timeline this version cannot render raises InvalidTimeline."""
    problems = checking.check_export(sealed.timeline)
    if problems:
        raise InvalidTimeline(problems)
    film = resolve(sealed.timeline, sealed.uploads)
    materials = Materials(film.rate, height_class(film.size.short_edge), build.mezzanine_recipe)
    background = _background(sealed, frame=film.size, materials=materials)
    draft = _Draft(film, background, build, materials, sealed.uploads)
    stage = Stage(sealed.timeline, sealed.uploads, film, materials)
    profile = encoder_profile(size=film.size, rate=film.rate, quality=film.quality)
    chunks = tuple(_chunks(draft, layers(stage), profile=profile))
    sound = sound_plan(sealed, film, build=build)
    return RenderPlan(
        profile=profile,
        n_frames=film.n_frames,
        chunks=chunks,
        audio=sound.audio,
        mezzanines=tuple(materials.films.values()),
        pictures=_seen_pictures(materials, chunks),
        sounds=sound.needs,
        text_images=tuple(materials.text_images.values()),
    )


def _background(sealed: Sealed, *, frame: Size, materials: Materials) -> RootFill:
    timeline = sealed.timeline
    upload_id = timeline.timeline_background_upload_id
    if timeline.timeline_background_mode == "image" and upload_id is not None:
        return _picture_fill(sealed.uploads[upload_id], frame=frame, materials=materials)
    if timeline.timeline_background_mode == "color":
        return ColorFill((timeline.timeline_background_color or BLACK).lower())
    return ColorFill(BLACK)


def _picture_fill(upload: UploadDetails, *, frame: Size, materials: Materials) -> PictureFill:
    return PictureFill(materials.picture(upload), _covering(upload, frame=frame))


def _covering(upload: UploadDetails, *, frame: Size) -> Cut:
    picture = picture_size(upload)
    found = geometry.cut(picture, box=geometry.cover(picture, frame=frame), frame=frame)
    assert found is not None
    return found


def _seen_pictures(materials: Materials, chunks: tuple[Chunk, ...]) -> tuple[PictureSpec, ...]:
    """The pictures of the chunks: a background that nothing leaves free is not needed."""
    seen = {key for chunk in chunks for key in chunk.spec.picture_keys}
    return tuple(need for key, need in materials.pictures.items() if key in seen)


def _chunks(draft: _Draft, above: tuple[Layer, ...], *, profile: EncoderProfile) -> Iterator[Chunk]:
    pieces = [_piece(each, draft=draft) for each in draft.film.base]
    groups = list(chunking.chunks(pieces, rate=draft.film.rate))
    lengths = [sum(piece.n_frames for piece in group) for group in groups]
    starts = list(accumulate(lengths, initial=0))
    shares = _shares(above, starts)
    build = draft.build
    for group, start, seen in zip(groups, starts, shares, strict=False):
        spec = ChunkSpec(profile, group, build.renderer, build.encoder, tuple(seen))
        yield from _no_larger(Chunk(start, spec))


def _no_larger(chunk: Chunk) -> Iterator[Chunk]:
    """Halve a chunk as long as more layers meet it than one call of a program can name."""
    spec = chunk.spec
    if len(spec.layers) <= MOST_LAYERS or spec.n_frames == 1:
        yield chunk
        return
    half = spec.n_frames // 2
    start = 0
    for pieces in chunking.halves(spec.pieces, at=half):
        n_frames = sum(piece.n_frames for piece in pieces)
        parts = (share(layer, start=start, n_frames=n_frames) for layer in spec.layers)
        seen = tuple(part for part in parts if part is not None)
        yield from _no_larger(Chunk(chunk.start + start, replace(spec, pieces=pieces, layers=seen)))
        start += n_frames


def _shares(above: tuple[Layer, ...], starts: list[int]) -> list[list[Layer]]:
    """What each chunk shows of the layers; the last of the starts is the end of the film."""
    shares: list[list[Layer]] = [[] for _ in starts[1:]]
    for layer in above:
        index = bisect_right(starts, layer.start) - 1
        while index < len(shares) and starts[index] < layer.start + layer.n_frames:
            start, end = starts[index], starts[index + 1]
            part = share(layer, start=start, n_frames=end - start)
            if part is not None:
                shares[index].append(part)
            index += 1
    return shares


def _piece(each: Seen | Gap, *, draft: _Draft) -> ClipSegment:
    if isinstance(each, Gap):
        return GapSegment(each.n_frames, draft.background)
    if isinstance(each, Frozen):
        return _still(each, draft=draft)
    frame, picture = draft.film.size, Size(each.upload.width, each.upload.height)
    rect = geometry.contain(picture, frame=frame)
    return VideoSegment(
        mezzanine=draft.materials.film(each.upload),
        source_frames=each.source_frames,
        in_frame=each.in_frame,
        n_frames=each.n_frames,
        rect=rect,
        background=_fill(each.clip, picture=picture, rect=rect, draft=draft),
    )


def _still(each: Frozen, *, draft: _Draft) -> ClipSegment:
    frame, materials = draft.film.size, draft.materials
    if each.held_frame is not None:
        return _held(each, each.held_frame, draft=draft)
    picture = picture_size(each.upload)
    fitting = geometry.cover if each.still.fit == "cover" else geometry.contain
    found = geometry.cut(picture, box=fitting(picture, frame=frame), frame=frame)
    assert found is not None
    return StillSegment(materials.picture(each.upload), each.n_frames, found, draft.background)


def _held(each: Frozen, held_frame: int, *, draft: _Draft) -> FreezeFrameSegment:
    """A held frame looks like the clip it was taken from, when that is on the base."""
    frame, picture = draft.film.size, Size(each.upload.width, each.upload.height)
    clip = draft.film.clip(each.still.source_clip_id)
    box = geometry.contain(picture, frame=frame)
    fill: RootFill | BlurFill | None = None
    if clip is not None and clip.upload_id == each.upload.upload_id:
        fill = _fill(clip, picture=picture, rect=box, draft=draft)
    elif each.still.fit == "cover":
        box = geometry.cover(picture, frame=frame)
    elif (box.width, box.height) != (frame.width, frame.height):
        fill = draft.background
    return FreezeFrameSegment(
        mezzanine=draft.materials.film(each.upload),
        source_frames=each.source_frames,
        held_frame=held_frame,
        n_frames=each.n_frames,
        rect=box.within(frame) or box,
        background=fill,
        box=box,
    )


def _fill(clip: Clip, *, picture: Size, rect: Rect, draft: _Draft) -> RootFill | BlurFill | None:
    frame = draft.film.size
    if (rect.width, rect.height) == (frame.width, frame.height):
        return None
    if picture.is_landscape and frame.is_portrait:
        if clip.bg_fill_style == "blur":
            return _blur(clip, frame=frame)
        if clip.bg_fill_style == "color":
            return ColorFill((clip.bg_fill_color or BLACK).lower())
        if clip.bg_fill_style == "image" and clip.bg_fill_image_upload_id is not None:
            image = draft.uploads[clip.bg_fill_image_upload_id]
            return _picture_fill(image, frame=frame, materials=draft.materials)
    return draft.background


def _blur(clip: Clip, *, frame: Size) -> BlurFill:
    scale = Fraction(frame.short_edge, geometry.REFERENCE_SHORT_EDGE * BLUR_SHRINKS)
    return BlurFill(
        width=geometry.even(Fraction(frame.width, BLUR_SHRINKS)),
        height=geometry.even(Fraction(frame.height, BLUR_SHRINKS)),
        sigma_milli=round_half_up(1000 * BLUR_SIGMA[clip.bg_fill_blur] * scale),
        brightness_milli=BRIGHTNESS_MILLI[clip.bg_fill_brightness],
        saturation_milli=BLUR_SATURATION_MILLI,
    )
