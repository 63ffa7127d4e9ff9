# SPDX-License-Identifier: Apache-2.0
"""Exports: chunks and a mix joined without encoding, verified and stored."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chassis.jobs.errors import JobFailed
from media.encode import concat_argv, concat_list
from media.packets import check_concat, chunk_keyframes
from media.timecode import FrameRate
from services.render.contract.results import ExportResult, ResultFile
from services.render.contract.specs import ConcatSpec
from services.render.node.context import ONLY_KEY_FRAMES, JobContext
from services.render.node.jobs.packet_checks import checked_packets
from services.render.node.probe_results import probe_result

_CONTENT_TYPE = "video/mp4"


def concat_chunks(context: JobContext, spec: ConcatSpec) -> ExportResult:
    """Join chunks and a mix, verify the export, and store it."""
    rate, target = FrameRate.parse(spec.fps), context.folder / "export.mp4"
    script = context.folder / "parts.ffconcat"
    script.write_text(concat_list([context.fetch(part.key) for part in spec.parts]))
    argv = concat_argv(script, context.fetch(spec.audio_key), target, rate=rate)
    lengths = [part.n_frames for part in spec.parts]
    headers = _joined_headers(context, spec)
    context.encode(argv, frames=sum(lengths), until=0.5)

    def check_packets() -> None:
        table, samples = context.read_packets(target), spec.n_samples
        with checked_packets():
            check_concat(table, chunks=lengths, rate=rate, extradata=headers, samples=samples)

    last = rate.seek_text(chunk_keyframes(lengths, rate)[-1])
    sha256, probe, *_ = _in_parallel(
        lambda: context.sha256(target),
        lambda: context.probe(target),
        check_packets,
        lambda: context.storage.expect(target),
        # The frames between were decoded as chunks, and nothing was encoded since.
        lambda: context.check_decodes(
            target, (*ONLY_KEY_FRAMES, "-t", "2"), (*ONLY_KEY_FRAMES, "-ss", last)
        ),
    )
    context.token.report_progress(0.8)
    stored = context.storage.put_file(
        spec.storage_key, target, content_type=_CONTENT_TYPE, sha256=sha256, take=True
    )
    found = probe_result(probe)
    file = ResultFile(spec.storage_key, stored.size_bytes, found.content_type, sha256)
    return ExportResult(file, found)


def _joined_headers(context: JobContext, spec: ConcatSpec) -> str:
    """Return the decoder headers of all chunks; ffmpeg would join different ones into garbage."""
    found = {context.input(part.key).headers for part in spec.parts}
    if len(found) != 1:
        reason = "The chunks of this export were encoded differently."
        raise JobFailed("headers_differ", reason)
    return found.pop()


def _in_parallel(*checks: Callable[[], Any]) -> list[Any]:  # Any: each check returns its own
    """Run several checks of an export at once: people wait for this last step."""
    with ThreadPoolExecutor(len(checks), thread_name_prefix="check") as pool:
        return [future.result() for future in [pool.submit(check) for check in checks]]
