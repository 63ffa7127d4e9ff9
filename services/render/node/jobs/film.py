# SPDX-License-Identifier: Apache-2.0
"""The work that films are made of: chunks and the join."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from media.encode import concat_argv, concat_list
from media.packets import PacketTable, WrongPackets, check_chunk, check_concat, chunk_keyframes
from media.timecode import FrameRate
from services.render.contract.results import CachedFile, FilmResult
from services.render.contract.specs import ConcatSpec, chunk_file
from services.render.coordinator.domain.errors import PieceFailed
from services.render.node.context import JobContext
from services.render.node.graph.chunk import compile_chunk
from services.render.node.probing import facts_of
from services.render.text.ink_box import ink_box
from timeline.spec.chunk import ChunkSpec


def chunk(context: JobContext, spec: ChunkSpec) -> CachedFile:
    """Render a chunk, and accept it only if its packets are right and its key frames decode."""
    target = context.folder / "chunk.mp4"
    frames = spec.mezzanine_frames
    sources = {key: context.borrow(key, frames.get(key, ())) for key in spec.input_keys}
    inks = {key: ink_box(sources[key]) for key in spec.text_image_keys}
    argv = compile_chunk(spec, sources, target, inks=inks)
    context.encode(argv, frames=spec.n_frames, until=0.9)
    table = accept_chunk(context, target, frames=spec.n_frames, rate=spec.profile.rate)
    key = chunk_file(spec.key)
    stored = context.storage.put_file(
        key, target, content_type="video/mp4", if_absent=True, take=True
    )
    return CachedFile(spec.key, key, stored.size_bytes, spec.n_frames, _headers(table))


def accept_chunk(context: JobContext, path: Path, *, frames: int, rate: FrameRate) -> PacketTable:
    """Return the packet table of a chunk, or raise PieceFailed if it is not to be stored."""
    table = context.packets(path)
    _accept(lambda: check_chunk(table, frames=frames, rate=rate))
    context.decode(path, "-skip_frame", "nokey")
    return table


def join(context: JobContext, task: ConcatSpec) -> FilmResult:
    """Join a film without encoding anything, and verify it."""
    rate, target = FrameRate.parse(task.fps), context.folder / "film.mp4"
    script = context.folder / "parts.ffconcat"
    script.write_text(concat_list([context.borrow(part.key) for part in task.parts]))
    argv = concat_argv(script, context.borrow(task.audio_key), target, rate=rate)
    lengths = [part.n_frames for part in task.parts]
    headers = _common_headers(context, task)
    context.encode(argv, frames=sum(lengths), until=0.5)

    def check_packets() -> None:
        table, samples = context.packets(target), task.n_samples
        check_concat(table, chunks=lengths, rate=rate, extradata=headers, samples=samples)

    last = rate.seek_text(chunk_keyframes(lengths, rate)[-1])
    sha256, probe, *_ = _together(
        lambda: context.sha256(target),
        lambda: context.probe(target, count=False),
        lambda: _accept(check_packets),
        lambda: context.storage.expect(target),
        # Those between were decoded when they were made, and nothing is encoded since.
        lambda: context.decode(target, "-skip_frame", "nokey", "-t", "2"),
        lambda: context.decode(target, "-skip_frame", "nokey", "-ss", last),
    )
    context.watch.report(0.8)
    stored = context.storage.put_file(
        task.storage_key, target, content_type="video/mp4", sha256=sha256, take=True
    )
    return FilmResult(task.storage_key, stored.size_bytes, sha256, facts_of(probe))


def _common_headers(context: JobContext, task: ConcatSpec) -> str:
    """Return the decoder headers all chunks share: ffmpeg joins others into garbage."""
    found = {context.facts(part.key).headers for part in task.parts}
    if len(found) != 1:
        raise PieceFailed("headers_differ", "The chunks of this film were encoded differently.")
    return found.pop()


def _together(*looks: Callable[[], Any]) -> list[Any]:  # Any: each look finds its own.
    """Look at a finished film in several ways at once: people wait for this last step."""
    with ThreadPoolExecutor(len(looks), thread_name_prefix="look") as pool:
        return [future.result() for future in [pool.submit(look) for look in looks]]


def _headers(table: PacketTable) -> str:
    return (table.video.extradata or "") if table.video else ""


def _accept(check: Callable[[], None]) -> None:
    try:
        check()
    except WrongPackets as error:
        reason = f"A piece of this film came out wrong: {error}."
        raise PieceFailed("wrong_packets", reason) from error
