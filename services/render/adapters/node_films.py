# SPDX-License-Identifier: Apache-2.0
"""The work that films are made of: chunks and the join."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from media.encode import concat_list, join_argv
from media.packets import PacketTable, WrongPackets, check_chunk, check_join, chunk_keyframes
from media.timecode import FrameRate
from services.render.adapters.chunk_graph import compile_chunk
from services.render.adapters.node_bench import Bench
from services.render.adapters.node_probing import facts_of
from services.render.adapters.raster_offsets import ink_box
from services.render.domain.errors import PieceFailed
from services.render.domain.results import CachedFile, FilmResult
from services.render.domain.tasks import JoinTask, chunk_file
from timeline.specs import ChunkSpec


def chunk(bench: Bench, spec: ChunkSpec) -> CachedFile:
    """Render a chunk, and accept it only if its packets are right and its key frames decode."""
    target = bench.folder / "chunk.mp4"
    frames = spec.film_frames
    sources = {key: bench.borrow(key, frames.get(key, ())) for key in spec.input_keys}
    inks = {key: ink_box(sources[key]) for key in spec.raster_keys}
    argv = compile_chunk(spec, sources, target, inks=inks)
    bench.encode(argv, frames=spec.n_frames, until=0.9)
    table = accept_chunk(bench, target, frames=spec.n_frames, rate=spec.profile.rate)
    key = chunk_file(spec.key)
    stored = bench.storage.put_file(
        key, target, content_type="video/mp4", if_absent=True, take=True
    )
    return CachedFile(spec.key, key, stored.size_bytes, spec.n_frames, _headers(table))


def accept_chunk(bench: Bench, path: Path, *, frames: int, rate: FrameRate) -> PacketTable:
    """Return the packet table of a chunk, or raise PieceFailed if it is not to be stored."""
    table = bench.packets(path)
    _accept(lambda: check_chunk(table, frames=frames, rate=rate))
    bench.decode(path, "-skip_frame", "nokey")
    return table


def join(bench: Bench, task: JoinTask) -> FilmResult:
    """Join a film without encoding anything, and verify it."""
    rate, target = FrameRate.parse(task.fps), bench.folder / "film.mp4"
    script = bench.folder / "parts.ffconcat"
    script.write_text(concat_list([bench.borrow(part.key) for part in task.parts]))
    argv = join_argv(script, bench.borrow(task.audio_key), target, rate=rate)
    lengths = [part.n_frames for part in task.parts]
    headers = _common_headers(bench, task)
    bench.encode(argv, frames=sum(lengths), until=0.5)

    def check_packets() -> None:
        table, samples = bench.packets(target), task.n_samples
        check_join(table, chunks=lengths, rate=rate, extradata=headers, samples=samples)

    last = rate.seek_text(chunk_keyframes(lengths, rate)[-1])
    sha256, probe, *_ = _together(
        lambda: bench.sha256(target),
        lambda: bench.probe(target, count=False),
        lambda: _accept(check_packets),
        lambda: bench.storage.expect(target),
        # Those between were decoded when they were made, and nothing is encoded since.
        lambda: bench.decode(target, "-skip_frame", "nokey", "-t", "2"),
        lambda: bench.decode(target, "-skip_frame", "nokey", "-ss", last),
    )
    bench.watch.report(0.8)
    stored = bench.storage.put_file(
        task.storage_key, target, content_type="video/mp4", sha256=sha256, take=True
    )
    return FilmResult(task.storage_key, stored.size_bytes, sha256, facts_of(probe))


def _common_headers(bench: Bench, task: JoinTask) -> str:
    """Return the decoder headers all chunks share: ffmpeg joins others into garbage."""
    found = {bench.facts(part.key).headers for part in task.parts}
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
