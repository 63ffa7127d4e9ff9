# SPDX-License-Identifier: Apache-2.0
"""The config of a production draft: validated, normalised, and written as JSON to be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from services.drafts.domain.errors import config_error
from timeline.compile.config import DraftConfig
from timeline.compile.config_checking import ConfigPreset, config_presets, config_upload_ids
from timeline.compile.config_reading import read_config
from timeline.document.problems import TimelineProblem

MAX_CONFIG_BYTES = 2**20
EMPTY_CONFIG = "{}"

_ENVELOPE_BYTES = len('{"config": , "merge": false}')


@dataclass(frozen=True, slots=True)
class ConfigDocument:
    """A valid config, its normalised JSON, and what it names in ascending order of the ids."""

    config: DraftConfig
    text: str
    upload_ids: tuple[int, ...]
    presets: tuple[ConfigPreset, ...]

    @property
    def preset_ids(self) -> tuple[int, ...]:
        """The presets that it names, each once."""
        return tuple(sorted({one.preset_id for one in self.presets}))


def parse_config(value: object, *, request_bytes: int = 0) -> ConfigDocument:
    """Validate decoded JSON that came in a request of so many bytes.

    Times are not compared with the duration of the video, which the library knows. Raises
    InvalidDraftConfig or one of its subclasses.
    """
    if request_bytes > MAX_CONFIG_BYTES + _ENVELOPE_BYTES:
        raise config_error([_too_large(request_bytes)])
    read = read_config(value)
    if read.problems:
        raise config_error(in_request(read.problems))
    if (size := len(read.text.encode())) > MAX_CONFIG_BYTES:
        raise config_error([_too_large(size)])
    config = read.config
    return ConfigDocument(config, read.text, config_upload_ids(config), config_presets(config))


def in_request(problems: Iterable[TimelineProblem]) -> Iterator[TimelineProblem]:
    """Move problems of a config to its place in a request."""
    return (replace(one, pointer=f"/config{one.pointer}") for one in problems)


def _too_large(size: int) -> TimelineProblem:
    detail = f"A config may have {MAX_CONFIG_BYTES} bytes; this one has about {size}."
    return TimelineProblem("config_too_large", "/config", detail)
