# SPDX-License-Identifier: Apache-2.0
"""Write the TypeScript types of the API that the web client is compiled with.

Only what the client reads is kept of the description: parameters, bodies and answers of success.
Errors have one form, and texts would make the file several times as long.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gateway import site

ROOT = Path(__file__).resolve().parent.parent
TYPES = ROOT / "web" / "src" / "api" / "schema.gen.ts"
_TOOL = ROOT / "web" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
_LEFT_OUT = ("description", "summary", "examples", "example", "title")

Document = dict[str, Any]  # Any: whatever JSON holds


def reduced(document: Document) -> Document:
    """Return the part of an OpenAPI document that types are made of."""
    paths = {
        path: {method: _operation(one) for method, one in item.items()}
        for path, item in sorted(document["paths"].items())
        if path.startswith("/api/")
    }
    return _without_texts({**document, "paths": paths, "tags": [], "info": _INFO})


_INFO = {"title": "Reelmill", "version": "1"}


def _operation(operation: Document) -> Document:
    answers = {
        status: {**answer, "headers": {}}
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    }
    return {**operation, "responses": answers, "tags": []}


def _without_texts(value: Any, *, inside: str = "") -> Any:  # Any: whatever JSON holds
    """Drop texts for people, but no property that has the name of one."""
    if isinstance(value, list):
        return [_without_texts(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    names_are_free = inside in ("properties", "schemas", "responses", "paths")
    return {
        key: _without_texts(one, inside=key)
        for key, one in value.items()
        if names_are_free or key not in _LEFT_OUT or inside == "info"
    }


def write_types(target: Path) -> None:
    """Write the types of the services as they are now."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "openapi.json"
        source.write_text(json.dumps(reduced(site.merged_document())))
        write_typescript(source, target)


def write_typescript(source: Path, target: Path) -> None:
    """Write the types of an OpenAPI document."""
    subprocess.run(
        [_node(), str(_TOOL), str(source), "-o", str(target)],
        cwd=ROOT / "web",
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _node() -> str:
    own = Path(sys.executable).with_name("node")
    return str(own) if own.exists() else os.environ.get("NODE", "node")


if __name__ == "__main__":
    write_types(TYPES)
