# SPDX-License-Identifier: Apache-2.0
"""Exports are planned for an encoder and rendered by nodes that have it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis import clock
from media.build import EncoderMissing, parse_build
from services.render.coordinator.store.tables import NODES
from services.render.coordinator.usecases import finishing, retrying
from services.render.coordinator.usecases.claiming import LeasedJob
from tests.support.render.samples import EXPORT, OWNER, a_caller
from tests.support.render.world import ENCODER, RenderWorld
from timeline.spec.chunk import ChunkSpec

NEWER = "ffmpeg6.0-x264.165/x264-1"


def claimed_with(world: RenderWorld, encoder: str, *kinds: str) -> LeasedJob | None:
    """Claim as another node that has an encoder."""
    return world.claim(*kinds, node_id="node-2", encoder=encoder)


def test_a_build_is_read_from_what_ffmpeg_and_x264_print() -> None:
    version = "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026\nbuilt with gcc 12"
    sample = "\x00\x00\x01x264 - core 164 r3095 baee400 - H.264/MPEG-4 AVC codec"

    assert parse_build(version, sample) == "ffmpeg5.1.9-0+deb12u1-x264.164.3095"
    with pytest.raises(EncoderMissing):
        parse_build(version, "no such encoder")


def test_an_export_is_planned_for_the_encoder_of_the_nodes(world: RenderWorld) -> None:
    world.start()
    world.run_all("mezzanine")

    spec = world.claimed("chunk").job.spec

    assert isinstance(spec, ChunkSpec) and spec.encoder == ENCODER


def test_a_node_with_another_encoder_gets_only_jobs_that_need_none(world: RenderWorld) -> None:
    world.start()

    assert claimed_with(world, NEWER, "mezzanine") is not None
    world.run_all("mezzanine")
    assert claimed_with(world, NEWER, "chunk", "mix") is None


def test_jobs_for_an_encoder_that_is_gone_fail_and_a_retry_plans_them_again(
    world: RenderWorld,
) -> None:
    world.start()
    assert claimed_with(world, NEWER, "concat") is None
    finishing.fail_jobs_without_encoder(world.deps)
    assert world.render().is_active

    long_ago = clock.now() - dt.timedelta(minutes=11)
    with world.database.begin_or_join() as session:
        session.execute(
            sa.update(NODES).where(NODES.c.encoder == ENCODER).values(last_claim_at=long_ago)
        )
    finishing.fail_jobs_without_encoder(world.deps)

    failure = world.render().failure
    assert failure is not None and failure.code == "encoder_gone"
    retrying.retry_render(world.deps, export_id=EXPORT, caller=a_caller(OWNER))
    kinds = []
    while (leased := claimed_with(world, NEWER)) is not None:
        world.complete(leased)
        kinds.append(str(leased.job.kind))
    assert kinds == ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat"]
    assert world.render().state == "completed"
