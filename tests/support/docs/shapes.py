# SPDX-License-Identifier: Apache-2.0
"""Compares what a command printed with the example of it that a page shows."""

from __future__ import annotations

import json
import re
from typing import Any


def differences(example: str, actual: str, *, language: str) -> list[str]:
    """List what a command's output has otherwise than its example.

    JSON must have the same members with values of the same types. Of any other text each line of
    the example must appear, in order; numbers may differ, and `…` stands for any text.
    """
    if language == "json":
        return _json_differences(json.loads(example), json.loads(actual), "")
    return _missing_lines(example, actual)


def _json_differences(example: Any, actual: Any, pointer: str) -> list[str]:  # Any: JSON
    if example is None or actual is None:
        return []
    if isinstance(example, dict) and isinstance(actual, dict):
        found = [f"{pointer}/{key}: in one only" for key in sorted(example.keys() ^ actual.keys())]
        for key in example.keys() & actual.keys():
            found += _json_differences(example[key], actual[key], f"{pointer}/{key}")
        return found
    if isinstance(example, list) and isinstance(actual, list):
        pairs = enumerate(zip(example, actual, strict=False))
        found = [] if len(example) == len(actual) else [f"{pointer}: {len(actual)} items"]
        for number, (one, other) in pairs:
            found += _json_differences(one, other, f"{pointer}/{number}")
        return found
    numbers = all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in (example, actual)
    )
    same = numbers or type(example) is type(actual)
    return [] if same else [f"{pointer}: {actual!r} where the page shows {example!r}"]


def _missing_lines(example: str, actual: str) -> list[str]:
    lines = iter(actual.splitlines())
    return [
        f"no line {line!r} in {actual!r}"
        for line in example.splitlines()
        if not any(_pattern(line).fullmatch(one) for one in lines)
    ]


def _pattern(line: str) -> re.Pattern[str]:
    parts = re.split(r"(\d+(?:\.\d+)?|…|\s+)", line.strip())
    return re.compile(r"\s*" + "".join(_part(one) for one in parts) + r"\s*")


def _part(part: str) -> str:
    if part == "…":
        return ".*"
    if part.isspace():
        return r"\s+"
    return r"\d+(?:\.\d+)?" if part[:1].isdigit() else re.escape(part)
