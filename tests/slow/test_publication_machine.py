# SPDX-License-Identifier: Apache-2.0
"""Callers act on a publication at random 2,000 times over, each time with up to 30 actions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.publish.owner_changes import PublicationMachine

pytestmark = pytest.mark.timeout(7200)


def test_two_thousand_sequences_of_actions_lead_to_no_illegal_state() -> None:
    many = settings(
        max_examples=2000,
        stateful_step_count=30,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )

    run_state_machine_as_test(PublicationMachine, settings=many)
