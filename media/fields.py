# SPDX-License-Identifier: Apache-2.0
"""Whether the two fields of each frame show moments of their own, by header and by content."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from media.probe import INGEST_FLAGS, Fields

EXAMINED_FRAMES = 60
"""How many frames are compared field by field."""

_MARK = "lavfi.idet.multiple.current_frame="
_NAMES = {"tff": "top", "bff": "bottom"}


def may_be_interlaced(stream: Fields) -> bool:
    """Whether a video may be interlaced, so that its frames must be examined.

    Its header says so, though headers of progressive videos do, too; or it is DV, whose headers do
    not say it to ffmpeg.
    """
    is_stated = stream.get("field_order") in ("tt", "bb", "tb", "bt")
    return is_stated or stream.get("codec_name") == "dvvideo"


def fields_argv(path: Path, index: int) -> list[str]:
    """Return the command that prints which field of each frame is earlier."""
    detect = "idet,metadata=mode=print:key=lavfi.idet.multiple.current_frame:file=-"
    return [
        *("ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-i", str(path)),
        *("-map", f"0:{index}", "-vf", detect, "-frames:v", str(EXAMINED_FRAMES)),
        *("-f", "null", "-"),
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
