# SPDX-License-Identifier: Apache-2.0
"""Generate Python from the protos into a folder: `python tools/generate_protos.py gen`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def generate(target: Path) -> None:
    """Run the pinned protoc over every proto and make each folder a package."""
    target.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(path) for path in (ROOT / "protos").rglob("*.proto"))
    outputs = ("python_out", "grpc_python_out", "mypy_out", "mypy_grpc_out")
    argv = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'protos'}"]
    argv += [f"--{name}={target}" for name in outputs]
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run([*argv, *sources], check=True, env={**os.environ, "PATH": tools})
    for folder in [target / "reelmill", *(target / "reelmill").rglob("*")]:
        if folder.is_dir() and folder.name != "__pycache__":
            (folder / "__init__.py").touch()


if __name__ == "__main__":
    generate(Path(sys.argv[1]).resolve())
