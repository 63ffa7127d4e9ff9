# SPDX-License-Identifier: Apache-2.0
"""Job settings of MediaConvert, composed of the JSON files in `templates`.

A file may have `$extends`, a list of files that are merged in their order before its own members.
Objects are merged member by member. Elements of arrays are merged when they have the same `Name`,
`NameModifier` or `AudioSourceName`, and added otherwise; an array whose elements have none of these
is replaced. An element with `$match`, a pattern or a list of patterns, is merged into every element
whose name matches, and is not added itself. `${TOKEN}` in a text stands for a value of a job.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

JobSettings = dict[str, Any]  # Any: the members of JobSettings, as botocore's model has them

TEMPLATES = Path(__file__).parent / "templates"
_NAMES = ("Name", "NameModifier", "AudioSourceName")
_MATCH, _EXTENDS = "$match", "$extends"
_TOKEN = re.compile(r"\$\{([A-Z_]+)\}")


class InvalidTemplate(Exception):
    """A template extends itself, or has a token that has no value: correct the file."""


def compose(names: Sequence[str], tokens: Mapping[str, str]) -> JobSettings:
    """Return what the files of these names, merged in their order, say of a job."""
    merged: JobSettings = {}
    for name in names:
        merged = _merged(merged, _read(name))
    settings: JobSettings = _with_values(merged, tokens)
    return settings


@cache
def _read(name: str, inside: tuple[str, ...] = ()) -> JobSettings:
    if name in inside:
        raise InvalidTemplate(f"The template {name} extends itself.")
    own: JobSettings = json.loads((TEMPLATES / f"{name}.json").read_text())
    merged: JobSettings = {}
    for base in own.get(_EXTENDS, ()):
        merged = _merged(merged, _read(base, (*inside, name)))
    own.pop(_EXTENDS, None)
    whole: JobSettings = _merged(merged, own)
    return whole


def _merged(base: Any, over: Any) -> Any:  # Any: JSON
    if isinstance(base, dict) and isinstance(over, dict):
        changed = {key: _merged(base.get(key), value) for key, value in over.items()}
        return {key: value for key, value in {**base, **changed}.items() if key != _MATCH}
    if isinstance(base, list) and isinstance(over, list) and _is_named(over):
        return _merged_lists(base, over)
    return over


def _merged_lists(base: Sequence[Any], over: Sequence[Any]) -> list[Any]:  # Any: JSON
    merged = list(base)
    for element in over:
        places = [place for place, one in enumerate(merged) if _fits(one, element)]
        for place in places:
            merged[place] = _merged(merged[place], element)
        if not places:
            merged.append(element)
    return merged


def _is_named(elements: Sequence[Any]) -> bool:  # Any: JSON
    return all(isinstance(one, dict) and (_MATCH in one or _name(one)) for one in elements)


def _name(element: Mapping[str, Any]) -> str:  # Any: JSON
    return next((str(element[key]) for key in _NAMES if key in element), "")


def _fits(element: Mapping[str, Any], over: Mapping[str, Any]) -> bool:  # Any: JSON
    if _MATCH not in over:
        return _MATCH not in element and _name(element) == _name(over)
    patterns = over[_MATCH] if isinstance(over[_MATCH], list) else [over[_MATCH]]
    name = _name(element)
    return bool(name) and any(fnmatch.fnmatchcase(name, one) for one in patterns)


def _with_values(value: Any, tokens: Mapping[str, str]) -> Any:  # Any: JSON
    """Replace tokens by their values, and leave out elements that matched nothing."""
    if isinstance(value, dict):
        return {key: _with_values(one, tokens) for key, one in value.items()}
    if isinstance(value, list):
        rest = [one for one in value if not (isinstance(one, dict) and _MATCH in one)]
        return [_with_values(one, tokens) for one in rest]
    return _TOKEN.sub(lambda found: _value(found[1], tokens), value) if _is_text(value) else value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _value(token: str, tokens: Mapping[str, str]) -> str:
    if token not in tokens:
        raise InvalidTemplate(f"The token {token} of a template has no value.")
    return tokens[token]
