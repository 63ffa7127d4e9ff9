# SPDX-License-Identifier: Apache-2.0
"""The web client keeps its rules of form, and the gateway knows its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from gateway.web_client import PAGE_PATHS

WEB = Path(__file__).resolve().parents[2] / "web"
SHARED = ("api", "ui", "lib", "media", "timeline")
_IMPORT = re.compile(r'(?:from|import\()\s*"([^"]+)"')


def sources() -> Iterator[Path]:
    for path in sorted((WEB / "src").rglob("*")):
        if path.suffix in (".ts", ".tsx") and not path.name.endswith(".gen.ts"):
            yield path


def named(path: Path) -> str:
    return str(path.relative_to(WEB))


def test_the_gateway_serves_every_page_of_the_list() -> None:
    listed = re.findall(r'path: "([^"]+)"', (WEB / "src" / "app" / "pages.ts").read_text())

    assert {"/", *listed} == set(PAGE_PATHS)


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in sources()}

    assert not {path: lines for path, lines in lengths.items() if lines > 400}


def test_every_source_file_names_its_licence() -> None:
    first = "// SPDX-License-Identifier: Apache-2.0"

    assert not [named(path) for path in sources() if not path.read_text().startswith(first)]


def test_features_import_one_another_only_through_their_index() -> None:
    wrong = []
    for path in sources():
        own = path.relative_to(WEB / "src").parts
        for target in _IMPORT.findall(path.read_text()):
            found = re.fullmatch(r"@/features/([^/]+)/(.+)", target)
            is_page_list = own == ("app", "pages.ts")
            if found and not is_page_list and own[:2] != ("features", found[1]):
                wrong.append(f"{named(path)} imports {target}")

    assert not wrong


def test_what_is_shared_knows_no_feature() -> None:
    wrong = [
        f"{named(path)} imports {target}"
        for path in sources()
        if path.relative_to(WEB / "src").parts[0] in SHARED
        for target in _IMPORT.findall(path.read_text())
        if target.startswith(("@/features", "@/app"))
    ]

    assert not wrong


def test_the_lock_carries_no_download_address() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text())["packages"]

    assert not [name for name, one in packages.items() if "resolved" in one]
