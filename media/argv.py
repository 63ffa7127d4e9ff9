# SPDX-License-Identifier: Apache-2.0
"""From a described filter graph to an argv list; ffmpeg-python compiles and never runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ffmpeg

Graph = Any
Options = Mapping[str, str | int]

# -filter_complex_threads keeps one process on one core: nodes scale by workers, not by threads.
QUIET = ("-v", "error", "-nostdin", "-y", "-filter_complex_threads", "1")
PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.5", "-nostats")
STRICT = ("-xerror",)


def command(*outputs: Graph, strict: bool = True, progress: bool = True) -> list[str]:
    """Compile outputs into one ffmpeg call; `strict` makes any decoding error fatal."""
    graph = outputs[0] if len(outputs) == 1 else ffmpeg.merge_outputs(*outputs)
    compiled: list[str] = ffmpeg.get_args(graph)
    head = [*QUIET, *(STRICT if strict else ()), *(PROGRESS if progress else ())]
    return ["ffmpeg", *head, *compiled]


def output(*streams: Graph, path: str, options: Options) -> Graph:
    """Describe one output file; the options keep the names ffmpeg gives them, without the dash."""
    return ffmpeg.output(*streams, path, **dict(options))
