# SPDX-License-Identifier: Apache-2.0
"""Write docs/reference/timeline.md from the JSON Schema: `python -m tools.list_timeline`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline.document.schema import json_schema
from timeline.document.unsupported import UNSUPPORTED

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "timeline.md"
EXAMPLE = ROOT / "docs" / "reference" / "timeline-example.json"

Json = dict[str, Any]  # Any: parts of a JSON Schema.

_HEAD = """\
# The timeline document

Written by `python -m tools.list_timeline` from the JSON Schema of the language, which
`GET /api/timelines/schema.json` returns; a test keeps it current.

A timeline is a JSON object of the version `create_video_v1`. It has up to 1200 seconds and 512 KiB.
What lies after 1200 seconds is cut off. Unknown keys are kept as they were sent. Each item of a
track has an id that no other item has. Items of one track must not overlap, nor clips and stills,
nor video overlays and their stills; items whose ends are within a millisecond of each other touch.

**Time** is in seconds, any decimal number. An export rounds it to frames of `output.fps`, so a
change of the frame rate loses nothing. **Positions and lengths** in pixels are those of a frame
whose short edge has 1080 pixels, whatever the height of the export; percentages are of the frame.
**From bottom to top** an export shows the background, the fill of a clip, clips and stills, video
overlays, their stills, visualizers, screen titles, lower thirds, logos, graphics and captions.

The [error codes](errors.md#the-timeline) of a document that is not valid are listed elsewhere.
"""
_UNSUPPORTED = """\
## Not rendered yet

This version accepts and stores these parts, but refuses to export a timeline that uses them
(`not_rendered_yet`):
"""
_EXAMPLE = """\
## A complete example

This document uses every track; it is also [a file](timeline-example.json). Uploads 1 and 2 are
videos, 3 is an image of the role `title_page`, 4 one of the role `freeze_frame`, 5 one of the role
`overlay`, 6 a logo, 7 an image of the role `lower_third`, 8 a narration and 9 music.
"""


def text() -> str:
    """Return the page as the schema and the example make it."""
    schema = json_schema()
    parts = [_HEAD, _section("The document", schema)]
    parts += [_section(name, schema["$defs"][name]) for name in _names(schema)]
    parts += [_UNSUPPORTED, *_unsupported(), "", _EXAMPLE, _example()]
    return "\n".join(parts)


def _names(schema: Json) -> Iterator[str]:
    """Yield the definitions in the order in which the document refers to them."""
    waiting, found_items = list(_references(schema["properties"])), set()
    while waiting:
        name = waiting.pop(0)
        if name not in found_items:
            found_items.add(name)
            yield name
            waiting = [*_references(schema["$defs"][name]), *waiting]


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield _name(part)
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def _name(part: Json) -> str:
    return str(part["$ref"]).rpartition("/")[2]


def _section(title: str, part: Json) -> str:
    lines = [f"## {title}", "", part["description"], ""]
    lines += [_line(("key", "value", "default", "meaning")), _line(["---"] * 4)]
    required = part.get("required", [])
    for key, value in part["properties"].items():
        default = "required" if key in required else _default(value)
        meaning = f"**{value['title']}.** {value['description']}"
        lines.append(_line((f"`{key}`", _values(value), default, meaning)))
    return "\n".join([*lines, ""])


def _default(value: Json) -> str:
    default = value.get("default")
    return "" if default is None or isinstance(default, dict | list) else f"`{json.dumps(default)}`"


def _values(part: Json) -> str:
    """Describe the values that a part of the schema allows."""
    if "anyOf" in part:
        return " or ".join(_values(each) for each in part["anyOf"])
    if "$ref" in part:
        return f"[{_name(part)}](#{_name(part).lower()})"
    if "const" in part:
        return _literal(part["const"])
    if "enum" in part:
        return ", ".join(_literal(each) for each in part["enum"])
    if part["type"] == "array":
        most = f", at most {part['maxItems']}" if "maxItems" in part else ""
        return f"list of {_values(part['items']).replace('number', 'numbers')}{most}"
    if part["type"] == "string":
        return _string(part)
    return _number(part)


def _literal(value: object) -> str:
    return f"`{value}`" if isinstance(value, str) else json.dumps(value)


def _string(part: Json) -> str:
    if part.get("pattern") == "^#[0-9a-fA-F]{6}$":
        return "`#rrggbb`"
    if "transparent" in part.get("pattern", ""):
        return "`transparent` or `#rrggbb`"
    return f"text, at most {part['maxLength']} characters"


def _number(part: Json) -> str:
    kind = str(part["type"])
    low, high = part.get("minimum"), part.get("maximum")
    if low is None or high is None:
        return kind
    return f"{kind} from {low}" if high >= 2**63 - 1 else f"{kind} from {low} to {high}"


def _unsupported() -> Iterator[str]:
    for each in UNSUPPORTED:
        yield f"- `{each.track}[].{each.field}`" if each.field else f"- `{each.track}`"


def _example() -> str:
    return f"```json\n{EXAMPLE.read_text().strip()}\n```\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    TARGET.write_text(text())
    sys.stdout.write(f"{TARGET.relative_to(ROOT)} written\n")
