# SPDX-License-Identifier: Apache-2.0
"""The reader of a draft's configuration, which reports every problem of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from timeline.compile.config import DraftConfig
from timeline.compile.config_codes import INVALID_CONFIG, code_of_place, without_tags
from timeline.compile.config_rules import config_problems
from timeline.document.problems import NO_OBJECT, TimelineProblem, detail_of, pointer

Json = dict[str, Any]  # Any: the value is JSON.

_KIND_ERRORS = ("union_tag_invalid", "union_tag_not_found")
_KIND_DETAIL = "An intro is of the kind freeze_first_frame or title_image."
_ALIASES = {"editRanges": ("edit", "ranges"), "overlayItems": ("timeline", "overlays")}
"""Where a list that is sent under another name is stored."""


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """What is valid of a configuration, and every problem found, with pointers relative to it.

    A top-level key with a problem is left out. `text` is the JSON of the configuration.
    """

    config: DraftConfig
    problems: tuple[TimelineProblem, ...]
    text: str = "{}"


def read_config(value: object, *, duration: Fraction | None = None) -> ReadConfig:
    """Read a decoded JSON value; `duration` is that of the video in seconds, None if unknown."""
    if not isinstance(value, dict):
        return ReadConfig(DraftConfig(), (TimelineProblem(INVALID_CONFIG, "", NO_OBJECT),))
    fields = with_stored_names(value)
    problems: list[TimelineProblem] = []
    config = _validated(fields, problems)
    problems += config_problems(config, duration=duration)
    if problems:
        invalid = {problem.pointer.split("/")[1] for problem in problems}
        fields = {key: each for key, each in fields.items() if key not in invalid}
        config = DraftConfig.model_validate(fields)
    config = _in_order(config)
    text = _text(config)
    if text is None:
        detail = "Some value cannot be written as JSON."
        return ReadConfig(DraftConfig(), (TimelineProblem(INVALID_CONFIG, "", detail),))
    return ReadConfig(config, tuple(problems), text)


def with_stored_names(value: Mapping[str, Any]) -> Json:
    """Return a configuration with `editRanges` and `overlayItems` under their stored names.

    They replace a list that is there already, so a patch is applied to a document before this.
    """
    fields = dict(value)
    for alias, (part, key) in _ALIASES.items():
        if alias in fields:
            items, parent = fields.pop(alias), fields.get(part)
            fields[part] = {**(parent if isinstance(parent, dict) else {}), key: items}
    return fields


def to_stored(config: DraftConfig) -> Json:
    """Return the JSON of a configuration: what was sent, normalised, with all unknown keys."""
    known = config.model_dump(
        by_alias=True, mode="json", exclude_unset=True, include=set(DraftConfig.model_fields)
    )
    # Unknown keys are JSON already; copying them would take most of the time.
    return {**known, **config.unknown}


def _text(config: DraftConfig) -> str | None:
    """Return the JSON of a configuration, None for lone surrogates, NaN and deep nesting."""
    try:
        text = json.dumps(
            to_stored(config), ensure_ascii=False, separators=(",", ":"), allow_nan=False
        )
        text.encode()
    except (ValueError, TypeError, RecursionError):
        return None
    return text


def _validated(fields: Json, problems: list[TimelineProblem]) -> DraftConfig:
    """Read the fields; an invalid one is reported and left out."""
    try:
        return DraftConfig.model_validate(fields)
    except ValidationError as error:
        problems += _translated(error)
        invalid = {found["loc"][0] for found in error.errors()}
        return DraftConfig.model_validate(
            {name: each for name, each in fields.items() if name not in invalid}
        )


def _translated(error: ValidationError) -> Iterator[TimelineProblem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        steps = without_tags(found["loc"])
        detail = _KIND_DETAIL if found["type"] in _KIND_ERRORS else detail_of(found)
        yield TimelineProblem(code_of_place(steps), pointer(*steps), detail)


def _in_order(config: DraftConfig) -> DraftConfig:
    """Return the configuration with its ranges in the order of time."""
    edit = config.edit
    if edit is None or not edit.ranges:
        return config
    ranges = tuple(sorted(edit.ranges, key=lambda each: (each.start, each.end)))
    return config.model_copy(update={"edit": edit.model_copy(update={"ranges": ranges})})
