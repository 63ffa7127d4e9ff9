# SPDX-License-Identifier: Apache-2.0
"""Documents that older clients wrote, brought to the form that is understood today."""

from __future__ import annotations

from typing import Any

from timeline.problems import Problem

Json = dict[str, Any]  # Any: JSON that was not read yet.


def upgrade(document: Json) -> tuple[Json, list[Problem]]:
    """Give back the document in today's form, and what in its older fields cannot be read."""
    return document, []
