# SPDX-License-Identifier: Apache-2.0
"""Callers act on a publication at random, and it takes legal transitions only."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.publish.owner_changes import PublicationMachine


def test_no_sequence_of_actions_leads_to_an_illegal_state() -> None:
    few = settings(max_examples=5, stateful_step_count=12, deadline=None, database=None)

    run_state_machine_as_test(PublicationMachine, settings=few)
