# SPDX-License-Identifier: Apache-2.0
"""The timeline and the presets that the web client is compiled with are those of the language."""

from __future__ import annotations

from pathlib import Path

from tools.write_timeline_types import (
    PRESETS,
    SCHEMA,
    TYPES,
    UNSUPPORTED_FIELDS,
    write_preset_schemas,
    write_schema,
    write_types,
    write_unsupported,
)


def test_the_types_and_the_schema_are_written_anew_with_each_change(tmp_path: Path) -> None:
    write_types(tmp_path / "schema.gen.ts")
    write_schema(tmp_path / "schema.gen.json")

    assert TYPES.read_text() == (tmp_path / "schema.gen.ts").read_text(), "run `make web-types`"
    assert SCHEMA.read_text() == (tmp_path / "schema.gen.json").read_text(), "run `make web-types`"


def test_what_is_not_rendered_is_written_anew_with_each_change(tmp_path: Path) -> None:
    written = tmp_path / "unrendered.gen.json"
    write_unsupported(written)

    assert UNSUPPORTED_FIELDS.read_text() == written.read_text(), "run `make web-types`"


def test_the_fields_of_presets_are_written_anew_with_each_change(tmp_path: Path) -> None:
    written = tmp_path / "schema.gen.json"
    write_preset_schemas(written)

    assert PRESETS.read_text() == written.read_text(), "run `make web-types`"
