# SPDX-License-Identifier: Apache-2.0
"""The protos are linted, unbroken, and what is generated from them is committed."""

from __future__ import annotations

import filecmp
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUF = str(Path(sys.executable).parent / "buf")


def buf(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BUF, *arguments], cwd=ROOT / "protos", capture_output=True, text=True, check=False
    )


def test_the_protos_are_linted() -> None:
    result = buf("lint")

    assert result.returncode == 0, result.stdout


def test_the_protos_break_nothing_released() -> None:
    result = buf("breaking", "--against", "base.binpb")

    assert result.returncode == 0, result.stdout


def test_the_generated_code_is_what_the_protos_generate(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "generate_protos.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr

    fresh = {p.relative_to(tmp_path) for p in tmp_path.rglob("*.py*") if p.suffix != ".pyc"}
    committed = {
        p.relative_to(ROOT / "gen") for p in (ROOT / "gen").rglob("*.py*") if p.suffix != ".pyc"
    }

    assert fresh == committed
    assert not [p for p in fresh if not filecmp.cmp(tmp_path / p, ROOT / "gen" / p, shallow=False)]
