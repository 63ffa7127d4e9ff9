# SPDX-License-Identifier: Apache-2.0
"""Whatever ends in between, a production seals its draft once, and a key stands for one."""

from __future__ import annotations

import datetime as dt

import pytest

from chassis.errors import ApiError, ErrorKind
from services.hls.coordinator.usecases.producing import seal_unsealed_productions
from tests.support.hls.drafts import EXPORT_ID
from tests.support.hls.producing import DRAFT, listed, produce, with_a_draft
from tests.support.hls.world import HlsWorld


@pytest.fixture
def world(built: HlsWorld) -> HlsWorld:
    return with_a_draft(built.emptied())


def unavailable() -> None:
    raise ApiError(ErrorKind.UNAVAILABLE, "service_unavailable", "Drafts does not answer.")


def test_a_production_is_sealed_later_when_drafts_does_not_answer(world: HlsWorld) -> None:
    world.drafts.before_seal = unavailable
    produce(world, 503)
    (waiting,) = listed(world)
    world.drafts.before_seal = lambda: None

    seal_unsealed_productions(world.deps)
    assert listed(world)[0]["exportId"] is None
    world.moved = dt.timedelta(seconds=16)
    seal_unsealed_productions(world.deps)
    (sealed,) = listed(world)

    assert (waiting["status"], sealed["status"]) == ("pending_media", "pending_media")
    assert (waiting["id"], sealed["exportId"]) == (sealed["id"], EXPORT_ID)


def test_a_production_of_before_the_clock_was_set_back_is_sealed_without_waiting_until_then(
    world: HlsWorld,
) -> None:
    world.drafts.before_seal = unavailable
    produce(world, 503)
    world.drafts.before_seal = lambda: None
    world.moved = dt.timedelta(hours=-2)

    seal_unsealed_productions(world.deps)

    assert listed(world)[0]["exportId"] == EXPORT_ID


def test_a_seal_whose_answer_was_lost_is_asked_for_again(world: HlsWorld) -> None:
    world.drafts.after_seal = unavailable
    produce(world, 503)
    world.moved = dt.timedelta(seconds=16)

    seal_unsealed_productions(world.deps)

    (sealed,) = listed(world)
    assert (sealed["exportId"], len(world.drafts.seals)) == (EXPORT_ID, 1)
    assert world.announced() == ["created"]


def test_a_draft_that_is_rejected_later_leaves_no_production(world: HlsWorld) -> None:
    world.drafts.before_seal = unavailable
    produce(world, 503)
    world.drafts.before_seal = lambda: None
    world.drafts.drafts[DRAFT].is_active = False
    world.moved = dt.timedelta(seconds=16)

    seal_unsealed_productions(world.deps)

    assert listed(world) == []


def test_twice_with_one_key_is_once(world: HlsWorld) -> None:
    first = produce(world, key="once")
    second = produce(world, key="once")
    world.drafts.before_seal = unavailable

    assert first == second == produce(world, key="once")
    assert len(listed(world)) == 1


def test_a_key_of_an_upload_is_that_of_its_draft(world: HlsWorld) -> None:
    first = produce(world, key="once", uploadId=3)

    assert produce(world, key="once", uploadId=3)["id"] == first["id"]


def test_a_request_that_failed_is_continued_by_its_key(world: HlsWorld) -> None:
    world.drafts.after_seal = unavailable
    produce(world, 503, key="once")
    world.drafts.after_seal = lambda: None

    made = produce(world, key="once")

    assert (made["exportId"], len(listed(world))) == (EXPORT_ID, 1)


def test_a_key_with_another_body_is_rejected(world: HlsWorld) -> None:
    produce(world, key="once")

    answer = produce(world, 422, key="once", draftId=DRAFT, name="Other")

    assert answer["error"] == "idempotency_key_reused"


def test_two_keys_make_one_production_of_a_draft(world: HlsWorld) -> None:
    produce(world, key="first")

    assert produce(world, 422, key="second")["error"] == "invalid_state"
    assert len(listed(world)) == 1
