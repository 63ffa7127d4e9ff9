# SPDX-License-Identifier: Apache-2.0
"""The golden reference is a second opinion: it knows nothing of the product."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOADED = (
    "import sys, tests.support.{}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
)


def loaded_by(module: str) -> set[str]:
    """The top packages that a fresh interpreter has loaded after importing a module of support."""
    argv = [sys.executable, "-c", LOADED.format(module)]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "gen")}
    done = subprocess.run(
        argv, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def test_the_golden_reference_and_its_cases_load_nothing_of_the_product() -> None:
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"gen", "services"}

    for module in ("golden.reference", "golden.comparison", "golden.suite"):
        assert loaded_by(module) & ours == set(), module


def test_the_golden_renderer_loads_the_product() -> None:
    assert {"timeline", "services", "media"} <= loaded_by("golden.renderer")
