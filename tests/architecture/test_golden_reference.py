# SPDX-License-Identifier: Apache-2.0
"""The golden references are independent: they import nothing of the product."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REFERENCES = (
    "golden.reference",
    "golden.comparison",
    "golden.suite",
    "golden.audio_sources",
    "sound.reference",
    "sound.loudness_meter",
)
ROOT = Path(__file__).resolve().parents[2]
LOADED = (
    "import sys, tests.support.{}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
)


def loaded_by(module: str) -> set[str]:
    """Return the top packages that a new interpreter has loaded after importing a module."""
    argv = [sys.executable, "-c", LOADED.format(module)]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "gen")}
    done = subprocess.run(
        argv, cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def test_the_golden_references_import_nothing_of_the_product() -> None:
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"gen", "services"}

    for module in REFERENCES:
        assert loaded_by(module) & ours == set(), module


def test_the_golden_renderer_imports_the_product() -> None:
    assert {"timeline", "services", "media"} <= loaded_by("golden.renderer")
