# SPDX-License-Identifier: Apache-2.0
"""Write the JSON Schemas of timeline and presets, and TypeScript types, for the web client.

Documents of the server have all keys with their defaults, so the types have them all, too.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from timeline.compile import presets
from timeline.compile.schema import preset_schema
from timeline.document.schema import json_schema
from timeline.document.unsupported import UNSUPPORTED
from tools.write_api_types import ROOT, write_typescript

SCHEMA = ROOT / "web" / "src" / "timeline" / "schema.gen.json"
TYPES = ROOT / "web" / "src" / "timeline" / "schema.gen.ts"
UNSUPPORTED_FIELDS = ROOT / "web" / "src" / "timeline" / "unrendered.gen.json"
PRESETS = ROOT / "web" / "src" / "features" / "presets" / "schema.gen.json"

FAMILIES = {
    "logo": presets.LogoPreset,
    "lowerThird": presets.LowerThirdPreset,
    "screenTitle": presets.ScreenTitlePreset,
    "audio": presets.AudioPreset,
    "visualizer": presets.VisualizerDesign,
}
"""The families of presets as the web client names them."""

Json = Any  # Any: whatever JSON holds
_LEFT_OUT = ("$schema", "$defs", "additionalProperties", "description", "title")


def write_schema(target: Path) -> None:
    """Write the JSON Schema, from which the client takes titles, limits and defaults."""
    target.write_text(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")


def write_unsupported(target: Path) -> None:
    """Write the fields that this version does not render, which the client then does not offer."""
    rows = [
        {"track": one.track, "field": one.field, "unused": one.unused, "reason": one.detail}
        for one in UNSUPPORTED
        if one.field
    ]
    target.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def write_preset_schemas(target: Path) -> None:
    """Write the JSON Schemas of the fields of presets, by the name of their family."""
    found = {family: preset_schema(fields) for family, fields in FAMILIES.items()}
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def write_types(target: Path) -> None:
    """Write the types of a timeline and of its parts."""
    schema = json_schema()
    parts = {"Timeline": schema, **schema["$defs"]}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Timeline", "version": "1"},
        "paths": {},
        "components": {"schemas": {name: _reduced(part) for name, part in parts.items()}},
    }
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "timeline.json"
        source.write_text(json.dumps(document))
        write_typescript(source, target)


def _reduced(value: Json, *, inside: str = "") -> Json:
    """Drop texts and unknown keys, and point to the parts where an OpenAPI document has them."""
    if isinstance(value, list):
        return [_reduced(one) for one in value]
    if isinstance(value, str) and inside == "$ref":
        return value.replace("#/$defs/", "#/components/schemas/")
    if not isinstance(value, dict):
        return value
    return {
        key: _reduced(one, inside=key)
        for key, one in value.items()
        if inside == "properties" or key not in _LEFT_OUT
    }


if __name__ == "__main__":
    write_schema(SCHEMA)
    write_unsupported(UNSUPPORTED_FIELDS)
    write_preset_schemas(PRESETS)
    write_types(TYPES)
