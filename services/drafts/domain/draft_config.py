# SPDX-License-Identifier: Apache-2.0
"""The config of a production draft: validated, and written as JSON to be stored."""

from __future__ import annotations

import json
from dataclasses import dataclass

from services.drafts.domain.errors import DraftConfigTooLarge, config_error
from timeline.document.problems import NO_OBJECT, TimelineProblem

MAX_CONFIG_BYTES = 2**20
EMPTY_CONFIG = "{}"

_ENVELOPE_BYTES = len('{"config": , "merge": false}')


@dataclass(frozen=True, slots=True)
class ConfigDocument:
    """A valid config as JSON, and the uploads that it names in ascending order."""

    text: str
    upload_ids: tuple[int, ...]


def parse_config(value: object, *, request_bytes: int = 0) -> ConfigDocument:
    """Validate decoded JSON that came in a request of so many bytes.

    Raises InvalidDraftConfig or one of its subclasses.
    """
    if request_bytes > MAX_CONFIG_BYTES + _ENVELOPE_BYTES:
        raise _too_large(request_bytes)
    if not isinstance(value, dict):
        raise config_error([TimelineProblem("invalid_config", "", NO_OBJECT)])
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if (size := len(text.encode())) > MAX_CONFIG_BYTES:
        raise _too_large(size)
    return ConfigDocument(text, ())


def _too_large(size: int) -> DraftConfigTooLarge:
    detail = f"A config may have {MAX_CONFIG_BYTES} bytes; this one has about {size}."
    error = config_error([TimelineProblem("config_too_large", "", detail)])
    assert isinstance(error, DraftConfigTooLarge), "the code says the class"
    return error
