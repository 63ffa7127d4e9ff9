# SPDX-License-Identifier: Apache-2.0
"""How long the processor works to validate configs of drafts of 1 MiB, the largest that are taken.

Reading the JSON of the request is part of it. One config has a single long text that this version
does not know, the other 25,000 small members; both have all ranges and overlays that there may be.
Run by `python -m benchmarks.configs [times]`.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from chassis.storable import reject_unstorable
from services.drafts.domain.draft_config import MAX_CONFIG_BYTES, parse_config
from timeline.compile.config import MAX_EDIT_RANGES, MAX_OVERLAYS

Json = dict[str, Any]  # Any: JSON members of several types


def config() -> Json:
    """Return a config with the most ranges and overlays."""
    ranges = [{"start": one / 2, "end": one / 2 + 0.4} for one in range(MAX_EDIT_RANGES)]
    overlays = [
        {"id": f"o{one}", "uploadId": 2, "startSeconds": one / 4, "endSeconds": one / 4 + 0.2}
        for one in range(MAX_OVERLAYS)
    ]
    return {"name": "Film", "edit": {"ranges": ranges}, "timeline": {"overlays": overlays}}


def filled(members: list[Json] | str) -> str:
    """Return the JSON of a config with something unknown, filled up to the largest size."""
    document = {**config(), "unknown": members}
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    spare = MAX_CONFIG_BYTES - len(text) - len(',"rest":""')
    return json.dumps({**document, "rest": "x" * max(0, spare)}, separators=(",", ":"))


def milliseconds(text: str, times: int) -> float:
    """Return the middle of the processor's times to read and validate a config."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        value = json.loads(text)
        reject_unstorable(value)
        parse_config(value, request_bytes=len(text))
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1000


def main(times: int) -> None:
    """Print the milliseconds of both configs."""
    rows: list[Json] = [{"a": one, "b": f"text {one}"} for one in range(25_000)]
    for name, members in (("a long text", ""), ("25,000 members", rows)):
        text = filled(members)
        print(f"config of {len(text)} bytes with {name}: {milliseconds(text, times):.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
