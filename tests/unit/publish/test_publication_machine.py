# SPDX-License-Identifier: Apache-2.0
"""Callers act on a publication at random, and it takes legal transitions only."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.publish.machine import MODERATOR, OWNER
from tests.support.publish.owner_changes import PublicationMachine


def test_no_sequence_of_actions_leads_to_an_illegal_state() -> None:
    few = settings(max_examples=5, stateful_step_count=12, deadline=None, database=None)

    run_state_machine_as_test(PublicationMachine, settings=few)


@pytest.mark.parametrize("requires_approval", [True, False])
@pytest.mark.parametrize("audience", ["inherit", "public"])
@pytest.mark.parametrize("start", ["requested", "approved"])
def test_the_model_knows_that_what_more_people_may_watch_waits_for_approval(
    start: str, audience: str, requires_approval: bool
) -> None:
    model = PublicationMachine()
    model.begin(requires_approval, "channel", is_public=True, start=start, visibility="members")
    model.change_visibility(OWNER, audience)
    assert model.state == ("pending" if requires_approval else "published")
    model.what_others_see_agrees_with_the_state()
    model.decide(MODERATOR, "approve", "looked at")
    model.decide(MODERATOR, "approve", "newest")
    model.what_others_see_agrees_with_the_state()
    model.change_visibility(OWNER, "members")
    model.what_others_see_agrees_with_the_state()
    model.lists_say_what_its_owner_and_moderators_may_do()
