# SPDX-License-Identifier: Apache-2.0
"""The shape of the code base: rooms, imports, sizes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.registry import NAMES, package_of
from tests.support.architecture.names import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
CHASSIS_LINES = 11500
"""Raised by ADR 0035: what keeps one request, disk or thread from stopping the others."""


def sources() -> Iterator[Path]:
    for top in PACKAGES:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "node_modules" not in path.parts and "__pycache__" not in path.parts:
                yield path


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in sources()}

    assert not {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > 300}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = []
    for path in sources():
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > 40:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {size}")

    assert not long


def test_every_source_file_names_its_licence() -> None:
    first = "# SPDX-License-Identifier: Apache-2.0"

    assert not [p for p in sources() if not p.read_text().startswith(first)]


@pytest.mark.parametrize("service", NAMES)
def test_every_service_can_be_opened_started_and_read_about(service: str) -> None:
    rooms = ROOT.joinpath(*package_of(service).split("."))
    folder = ROOT / "services" / service

    assert (rooms / "bootstrap.py").is_file()
    assert (rooms / "migrations").is_dir()
    assert not [name for name in ("__main__.py", "README.md") if not (folder / name).is_file()]


@pytest.mark.parametrize("service", NAMES)
def test_every_service_readme_fits_one_screen(service: str) -> None:
    lines = (ROOT / "services" / service / "README.md").read_text().splitlines()

    assert len(lines) <= 50


def test_the_chassis_stays_small() -> None:
    lines = sum(len(p.read_text().splitlines()) for p in (ROOT / "chassis").rglob("*.py"))

    assert lines <= CHASSIS_LINES


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    bin_folder = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "gen")])
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_imports_keep_their_contracts() -> None:
    result = run("lint-imports", "--no-cache")

    assert result.returncode == 0, result.stdout[-6000:]


def test_the_code_is_typed() -> None:
    result = run(sys.executable, "-m", "mypy")

    assert result.returncode == 0, result.stdout[-6000:]


def test_the_code_is_linted_and_formatted() -> None:
    lint = run("ruff", "check", *PACKAGES)
    layout = run("ruff", "format", "--check", *PACKAGES)

    assert lint.returncode == 0, lint.stdout[-6000:]
    assert layout.returncode == 0, layout.stdout[-3000:]
