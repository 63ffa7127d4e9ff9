# SPDX-License-Identifier: Apache-2.0
"""Whether the two fields of each frame show moments of their own, by header and by content."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from media.probe import INGEST_FLAGS, Fields

LOOKED_AT = 60
"""How many frames are compared field by field."""

_MARK = "lavfi.idet.multiple.current_frame="
_NAMES = {"tff": "top", "bff": "bottom"}


def needs_look(stream: Fields) -> bool:
    """Whether the header says that a video is interlaced; some say so of progressive video.

    DV is mostly interlaced, and ffmpeg does not read from it which field is earlier.
    """
    is_stated = stream.get("field_order") in ("tt", "bb", "tb", "bt")
    return is_stated or stream.get("codec_name") == "dvvideo"


def fields_argv(path: Path, index: int) -> list[str]:
    """Return the command that prints which field of each frame is earlier."""
    look = "idet,metadata=mode=print:key=lavfi.idet.multiple.current_frame:file=-"
    return [
        *("ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-i", str(path)),
        *("-map", f"0:{index}", "-vf", look, "-frames:v", str(LOOKED_AT), "-f", "null", "-"),
    ]


def parse_fields(printed: str) -> str:
    """Return the earlier field, "top" or "bottom", of most frames; empty for progressive video."""
    found = Counter(
        line.removeprefix(_MARK).strip() for line in printed.splitlines() if line.startswith(_MARK)
    )
    interlaced = {name: found[name] for name in _NAMES}
    first = max(interlaced, key=lambda name: interlaced[name])
    # A still picture shows nothing either way, and is left as it is.
    return _NAMES[first] if interlaced[first] > found["progressive"] else ""
