# SPDX-License-Identifier: Apache-2.0
"""The types that the web client is compiled with are those of the API."""

from __future__ import annotations

from pathlib import Path

from tools.write_api_types import TYPES, write_types


def test_the_types_of_the_api_are_written_anew_with_each_change(tmp_path: Path) -> None:
    write_types(tmp_path / "schema.gen.ts")

    assert TYPES.read_text() == (tmp_path / "schema.gen.ts").read_text(), "run `make web-types`"
