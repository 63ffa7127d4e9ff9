# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest

from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.validation import parse_partially


@pytest.mark.parametrize(
    ("document", "detail"),
    [
        (a_document(a_clip("")), "This must have at least 1 character."),
        (
            a_document(a_clip(bgFillStyle="dots")),
            "This must be 'none', 'blur', 'color' or 'image'.",
        ),
        (a_document(graphics=[an_item("graphics", uploadId="x")]), None),
    ],
)
def test_a_problem_is_a_sentence_about_this_value(
    document: dict[str, Any], detail: str | None
) -> None:
    [problem] = parse_partially(document).problems

    assert problem.detail.startswith("This must ")
    assert problem.detail.endswith(".")
    assert detail in (None, problem.detail)
