# SPDX-License-Identifier: Apache-2.0
"""The watch page and the web client say the same of what happened to a publication."""

from __future__ import annotations

import re
from pathlib import Path

from services.publish.domain.publication import AuditAction

ROOT = Path(__file__).resolve().parents[2]
_WORDS = re.compile(r"^\s+(\w+): \"([^\"]+)\",$", re.MULTILINE)


def words(path: str, name: str) -> dict[str, str]:
    """Return the words of the actions from a file of scripts."""
    text = (ROOT / path).read_text()
    _, _, body = text.partition(f"const {name}")
    return dict(_WORDS.findall(body[: body.index("};")]))


def test_the_actions_of_a_log_have_the_same_words_on_every_page() -> None:
    page = words("services/publish/api/static/manage.js", "WORDS")
    client = words("web/src/features/publications/words.ts", "ACTION_WORDS")

    assert page == client
    assert set(page) == set(AuditAction)
