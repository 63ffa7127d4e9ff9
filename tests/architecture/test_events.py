# SPDX-License-Identifier: Apache-2.0
"""Every event is declared, announced and received; nothing else is."""

from __future__ import annotations

import pytest

from services.registry import NAMES, SERVICES
from tools.list_events import events_of, receivers_of, topics_of

DECLARED = {event.topic for service in NAMES for event in events_of(service)}


@pytest.mark.parametrize("service", NAMES)
def test_every_event_of_a_service_is_announced_by_it(service: str) -> None:
    announced = topics_of(service)

    assert not [event.topic for event in events_of(service) if not announced.fullmatch(event.topic)]


def test_every_event_has_a_receiver() -> None:
    assert not [topic for topic in sorted(DECLARED) if not receivers_of(topic)]


def test_every_topic_that_a_service_receives_is_declared() -> None:
    assert not [topic for one in SERVICES for topic in one.hears if topic not in DECLARED]
