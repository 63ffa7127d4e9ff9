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
PROGRESS = ("-progress", "pipe:1", "-stats_period", "0.5", "-nostats")
STRICT = ("-xerror",)


def command(*outputs: Graph, strict: bool = True, progress: bool = True) -> list[str]:
    """Compile outputs into one ffmpeg command; `strict` makes any decoding error fatal."""
    graph = outputs[0] if len(outputs) == 1 else ffmpeg.merge_outputs(*outputs)
    compiled: list[str] = ffmpeg.get_args(graph)
    head = [*QUIET, *(STRICT if strict else ()), *(PROGRESS if progress else ())]
    return ["ffmpeg", *head, *compiled]


def output(*streams: Graph, path: str, options: Options) -> Graph:
    """Return an output file as a graph; options have ffmpeg's names without the dash."""
    return ffmpeg.output(*streams, path, **dict(options))
