# SPDX-License-Identifier: Apache-2.0
"""Films are planned for an encoder and made by nodes that have it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from media.build import EncoderMissing, parse_build
from services.render.coordinator.store.tables import NODES
from services.render.coordinator.usecases import assigning, finishing, stopping
from services.render.coordinator.usecases.assigning import Claimed
from services.render.coordinator.usecases.dependencies import Claimant
from services.render.coordinator.usecases.stopping import Asker
from tests.support.render.world import ENCODER, EXPORT, RenderWorld
from timeline.spec.chunk import ChunkSpec

NEWER = "ffmpeg6.0-x264.165/x264-1"


def claimed_with(world: RenderWorld, encoder: str, *kinds: str) -> Claimed | None:
    """Claim as another node that encodes with something."""
    return assigning.claim_piece(world.deps, node=Claimant("node-2", 8, encoder, kinds))


def test_a_build_is_read_from_what_ffmpeg_and_x264_say() -> None:
    version = "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026\nbuilt with gcc 12"
    sample = "\x00\x00\x01x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec"

    assert parse_build(version, sample) == "ffmpeg5.1.9-0+deb12u1-x264.164.3095"
    with pytest.raises(EncoderMissing):
        parse_build(version, "no such encoder")


def test_a_film_is_planned_for_the_encoder_of_the_nodes(world: RenderWorld) -> None:
    world.order()
    world.work_off("mezzanine")

    chunk = world.claimed("chunk")

    assert ChunkSpec.from_json(chunk.assignment.task).encoder == ENCODER


def test_a_node_with_another_encoder_gets_only_what_needs_none(world: RenderWorld) -> None:
    world.order()

    assert claimed_with(world, NEWER, "mezzanine") is not None
    world.work_off("mezzanine")
    assert claimed_with(world, NEWER, "chunk", "mix") is None


def test_what_waits_for_an_encoder_that_is_gone_is_given_up_and_may_be_planned_anew(
    world: RenderWorld,
) -> None:
    world.order()
    assert claimed_with(world, NEWER, "concat") is None
    finishing.sweep(world.deps)
    assert world.render().is_active

    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=11)
    with world.database.transaction() as session:
        session.execute(sa.update(NODES).where(NODES.c.encoder == ENCODER).values(seen_at=long_ago))
    finishing.sweep(world.deps)

    failure = world.render().failure
    assert failure is not None and failure.code == "encoder_gone"
    stopping.retry_render(world.deps, export_id=EXPORT, asker=Asker())
    kinds = []
    while (claimed := claimed_with(world, NEWER)) is not None:
        world.complete(claimed)
        kinds.append(str(claimed.piece.kind))
    assert kinds == ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat"]
    assert world.render().state == "completed"
