# SPDX-License-Identifier: Apache-2.0
"""Every page that shows the log of a publication has words for whatever may stand in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.publish.domain.publication import AuditAction

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "script",
    ["services/publish/api/static/manage.js", "web/src/features/publications/words.ts"],
)
def test_each_action_of_a_log_has_words(script: str) -> None:
    text = (ROOT / script).read_text()

    assert [one for one in AuditAction if f' {one}: "' not in text] == []
