# SPDX-License-Identifier: Apache-2.0
"""The picture of a chunk as one small filter graph, a pure function of its spec."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ffmpeg

from media.argv import Graph
from media.encode import VideoProfile, chunk_argv
from media.sizes import Size
from media.timecode import FrameRate
from timeline.encoding import EncoderProfile
from timeline.specs import BlurFill, ChunkSpec, ClipPiece, ColorFill, GapPiece

_SCALER = "bicubic+accurate_rnd+bitexact"
_BLACK = "#000000"
_MORE_PACKETS = 16


def compile_chunk(spec: ChunkSpec, sources: Mapping[str, Path], target: Path) -> list[str]:
    """Compile a chunk into one ffmpeg call over its mezzanines."""
    profile = spec.profile
    pieces = [
        _clip(piece, profile, source=str(sources[piece.mezzanine]), branch=branch)
        if isinstance(piece, ClipPiece)
        else _gap(piece, profile, branch=branch)
        for branch, piece in enumerate(spec.pieces)
    ]
    picture = pieces[0] if len(pieces) == 1 else ffmpeg.concat(*pieces, v=1, a=0)
    exact = _counted(picture, profile.rate).filter("trim", end_frame=spec.n_frames)
    return chunk_argv(exact, target, profile=video_profile(profile))


def video_profile(profile: EncoderProfile) -> VideoProfile:
    """Name a plan's encoder settings in the words of the encoder."""
    size = Size(profile.width, profile.height)
    return VideoProfile(size=size, rate=profile.rate, crf=profile.crf, preset=profile.preset)


def _clip(piece: ClipPiece, profile: EncoderProfile, *, source: str, branch: int) -> Graph:
    rate = profile.rate
    first = min(piece.in_frame, piece.source_frames - 1)
    held = max(0, piece.n_frames - (piece.source_frames - first))
    # Equal nodes would be one node to ffmpeg-python; the branch number keeps them apart.
    queue = {"thread_queue_size": _MORE_PACKETS + branch}
    film = ffmpeg.input(source, ss=rate.seek_text(first), **queue)["v:0"]
    if held:
        film = film.filter("tpad", stop_mode="clone", stop=held)
    film = _counted(film.filter("trim", end_frame=piece.n_frames), rate)
    return _placed(film, piece, profile, branch=branch)


def _placed(film: Graph, piece: ClipPiece, profile: EncoderProfile, *, branch: int) -> Graph:
    """Put the picture into its frame."""
    rect, fill = piece.rect, piece.background
    if isinstance(fill, BlurFill):
        both = film.split()
        behind = _blurred(both[1], fill, profile)
        return _over(behind, _scaled(both[0], rect.width, rect.height), piece)
    picture = _scaled(film, rect.width, rect.height)
    if fill is None:
        return picture
    if fill.color == _BLACK:
        return picture.filter("pad", profile.width, profile.height, rect.x, rect.y, color="black")
    return _over(_plain(fill, piece.n_frames, profile, branch=branch), picture, piece)


def _gap(piece: GapPiece, profile: EncoderProfile, *, branch: int) -> Graph:
    return _plain(piece.background, piece.n_frames, profile, branch=branch)


def _plain(fill: ColorFill, n_frames: int, profile: EncoderProfile, *, branch: int) -> Graph:
    """One frame of a colour, converted as BT.709 and shown again and again."""
    rate = profile.rate
    color = f"color=c=0x{fill.color[1:]}:s={profile.width}x{profile.height}:r={rate}"
    queue = {"thread_queue_size": _MORE_PACKETS + branch}
    still = ffmpeg.input(f"{color},format=gbrp", f="lavfi", **queue)
    still = still.filter("trim", end_frame=1).filter(
        "scale", flags=_SCALER, out_color_matrix="bt709", out_range="tv"
    )
    still = still.filter("setsar", 1).filter("format", "yuv420p")
    shown = still.filter("loop", loop=-1, size=1).filter("trim", end_frame=n_frames)
    return _counted(shown, rate)


def _blurred(film: Graph, fill: BlurFill, profile: EncoderProfile) -> Graph:
    """The picture covering a small frame, blurred there, then enlarged."""
    cover = {"force_original_aspect_ratio": "increase", "force_divisible_by": 2}
    return (
        film.filter("scale", fill.width, fill.height, flags=_SCALER, **cover)
        .filter("crop", fill.width, fill.height)
        .filter("gblur", sigma=_thousandths(fill.sigma_milli))
        .filter(
            "eq",
            brightness=_thousandths(fill.brightness_milli),
            saturation=_thousandths(fill.saturation_milli),
        )
        .filter("scale", profile.width, profile.height, flags=_SCALER)
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )


def _over(behind: Graph, picture: Graph, piece: ClipPiece) -> Graph:
    rect = piece.rect
    return behind.overlay(picture, x=rect.x, y=rect.y, format="yuv420", shortest=1)


def _scaled(film: Graph, width: int, height: int) -> Graph:
    return (
        film.filter("scale", width, height, flags=_SCALER)
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )


def _counted(stream: Graph, rate: FrameRate) -> Graph:
    """Number the frames, so that no rounded time survives."""
    return stream.filter("settb", f"{rate.den}/{rate.num}").filter("setpts", "N")


def _thousandths(value: int) -> str:
    sign, value = ("-", -value) if value < 0 else ("", value)
    return f"{sign}{value // 1000}.{value % 1000:03d}"
