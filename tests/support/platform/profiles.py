# SPDX-License-Identifier: Apache-2.0
"""The profiles that a journey is made on: both, unless it is marked.

The client is the same on both, behind the same nginx; they differ in where rows, events and files
are. What is searched, streamed, played or sent to a storage is made on both, and so is what a
product document states. The other journeys are made on one profile in the suite, and on both with
`EVERY_PROFILE` in the environment, as by `make slow`.
"""

from __future__ import annotations

import os

import pytest

_ALL = ("embedded", "distributed")


def _on(*profiles: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("platform", profiles, indirect=True)


def _in_suite_on(profile: str) -> pytest.MarkDecorator:
    return _on(*_ALL) if os.environ.get("EVERY_PROFILE") else _on(profile)


ON_EMBEDDED = _on("embedded")
"""Marks what a browser does by itself, or with answers that other tests compare on both."""

ON_DISTRIBUTED = _on("distributed")
"""Marks pages of what unit tests do over SQLite, so that it is done over PostgreSQL, too."""

ON_EMBEDDED_IN_SUITE = _in_suite_on("embedded")
"""Marks journeys whose services, storage and bus other journeys cross on both profiles."""

ON_DISTRIBUTED_IN_SUITE = _in_suite_on("distributed")
"""Marks such journeys whose rows, in the suite, are better written to PostgreSQL."""
