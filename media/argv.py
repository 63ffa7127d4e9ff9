# SPDX-License-Identifier: Apache-2.0
"""ffmpeg commands as argv lists; ffmpeg-python only compiles the filter graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ffmpeg

Graph = Any
Options = Mapping[str, str | int]

# One filter thread keeps a process on one core: a node runs several jobs instead of more threads.
QUIET = ("-v", "error", "-nostdin", "-y", "-filter_complex_threads", "1")
TALKATIVE = ("-v", "repeat+warning", *QUIET[2:])
"""In place of `QUIET`: each picture that is damaged is reported in a line of its own."""
PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.5", "-nostats")
STRICT = ("-xerror",)


def command(
    *outputs: Graph, strict: bool = True, progress: bool = True, reports_damage: bool = False
) -> list[str]:
    """Compile outputs into one ffmpeg command; `strict` makes any decoding error fatal."""
    graph = outputs[0] if len(outputs) == 1 else ffmpeg.merge_outputs(*outputs)
    compiled: list[str] = ffmpeg.get_args(graph)
    quiet = TALKATIVE if reports_damage else QUIET
    head = [*quiet, *(STRICT if strict else ()), *(PROGRESS if progress else ())]
    return ["ffmpeg", *head, *compiled]


def output(*streams: Graph, path: str, options: Options) -> Graph:
    """Return an output file as a graph; options have ffmpeg's names without the dash."""
    return ffmpeg.output(*streams, path, **dict(options))
