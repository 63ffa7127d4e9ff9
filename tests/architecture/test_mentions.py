# SPDX-License-Identifier: Apache-2.0
"""Paths, settings, make targets and modules that the documents mention exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("chassis", "media", "timeline", "services", "gateway", "cli")
FOLDERS = (*CODE, "protos", "tests", "tools", "benchmarks", "docs", "deploy", "bin")


def mentions(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield each page with each match of a pattern in it."""
    pages = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "deploy").rglob("*.md"),
        *(ROOT / "services").glob("*/README.md"),
    ]
    for page in pages:
        for found in re.findall(pattern, page.read_text(), re.MULTILINE):
            yield str(page.relative_to(ROOT)), found


def test_every_path_that_a_document_names_exists() -> None:
    named = [
        (page, path)
        for page, path in mentions(r"`([\w./-]+/[\w./-]*)`")
        if path.partition("/")[0] in FOLDERS
    ]

    assert len(named) > 100
    assert not [one for one in named if not (ROOT / one[1]).exists()]


def test_every_setting_that_a_document_names_is_read_by_the_code() -> None:
    sources = [path.read_text() for name in CODE for path in (ROOT / name).rglob("*.py")]
    code = "\n".join([*sources, (ROOT / "Makefile").read_text()])
    settings = set(mentions(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`"))

    assert len(settings) > 20
    # What belongs to one service is read without its prefix, which is the service's name.
    assert not [
        (page, name)
        for page, name in settings
        if name not in code and f'"{name.partition("_")[2]}"' not in code
    ]


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", makefile, re.MULTILINE))
    named = set(mentions(r"(?:`|^)make ([a-z][a-z0-9-]*)"))

    assert len(named) > 5
    assert not [one for one in named if one[1] not in targets]


def test_every_module_that_a_document_runs_exists() -> None:
    modules = {one for one in mentions(r"python -m ([a-z_]+(?:\.[a-z_]+)*)") if one[1] != "pytest"}
    paths = {one: ROOT / one[1].replace(".", "/") for one in modules}

    assert len(modules) > 10
    assert not [
        one
        for one, path in paths.items()
        if not path.with_suffix(".py").exists() and not (path / "__main__.py").exists()
        if one[1] != "services"
    ]
