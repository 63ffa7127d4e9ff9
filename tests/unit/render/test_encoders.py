# SPDX-License-Identifier: Apache-2.0
"""Jobs are done by nodes that have the encoder, the renderer and the recipes they need."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from chassis import clock
from chassis.jobs.errors import InputUnusable
from media.build import EncoderMissing, parse_build
from services.render.coordinator.store.tables import JOBS, NODES, RENDERS
from services.render.coordinator.usecases import claiming, finishing, retrying
from services.render.coordinator.usecases.claiming import LeasedJob
from tests.support.render.samples import EXPORT, OWNER, a_caller
from tests.support.render.world import ENCODER, RenderWorld
from timeline.spec.chunk import ChunkSpec
from timeline.spec.versions import MEZZANINE_RECIPE, PCM_RECIPE, RENDERER, VERSIONS

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
    finishing.fail_unclaimable_jobs(world.deps)
    assert world.render().is_active

    long_ago = clock.now() - dt.timedelta(minutes=11)
    with world.database.begin_or_join() as session:
        session.execute(
            sa.update(NODES).where(NODES.c.encoder == ENCODER).values(last_claim_at=long_ago)
        )
    finishing.fail_unclaimable_jobs(world.deps)

    failure = world.render().failure
    assert failure is not None and failure.code == "nodes_upgraded"
    retrying.retry_render(world.deps, export_id=EXPORT, caller=a_caller(OWNER))
    kinds = []
    while (leased := claimed_with(world, NEWER)) is not None:
        world.complete(leased)
        kinds.append(str(leased.job.kind))
    assert kinds == ["mezzanine", "pcm", "mix", "chunk", "chunk", "concat"]
    assert world.render().state == "completed"


def other_than(version: str) -> tuple[str, ...]:
    """Return the versions of a node whose code has another one in place of this one."""
    return tuple(f"{one}-older" if one == version else one for one in VERSIONS)


@pytest.mark.parametrize(
    ("version", "kind"),
    [(MEZZANINE_RECIPE, "mezzanine"), (PCM_RECIPE, "pcm"), (RENDERER, "mix"), (RENDERER, "chunk")],
)
def test_a_job_waits_for_a_node_of_its_version(world: RenderWorld, version: str, kind: str) -> None:
    world.start()
    if version == RENDERER:
        world.run_all("mezzanine", "pcm")

    older = world.claim(kind, node_id="node-2", versions=other_than(version))
    finishing.fail_unclaimable_jobs(world.deps)

    assert older is None
    assert world.render().is_active
    assert world.claim(kind) is not None


def test_jobs_of_an_older_version_are_done_by_nodes_that_have_it_and_fail_without(
    world: RenderWorld,
) -> None:
    world.start()
    with world.database.begin_or_join() as session:
        older = sa.update(JOBS).where(JOBS.c.kind == "mezzanine").values(version="mezz1")
        session.execute(older)

    assert world.claim("mezzanine") is None
    assert world.claim("concat", node_id="node-2", versions=("mezz1",)) is None
    finishing.fail_unclaimable_jobs(world.deps)
    assert world.render().is_active
    leased = world.claim("mezzanine", node_id="node-2", versions=("mezz1",))
    assert leased is not None
    claiming.give_back_job(world.deps, lease=leased.lease)

    world.moved = dt.timedelta(minutes=11)
    world.claim("concat")
    finishing.fail_unclaimable_jobs(world.deps)

    failure = world.render().failure
    assert failure is not None and failure.code == "nodes_upgraded"


@pytest.mark.parametrize("change", ['"renderer":"reelmill-0"', '"lost":'])
def test_a_retry_plans_anew_what_another_version_planned(world: RenderWorld, change: str) -> None:
    world.start()
    leased = world.claimed("pcm")
    world.fail(leased, InputUnusable("no_audio", "It has no sound."))
    with world.database.begin_or_join() as session:
        renderer = f'"renderer":"{RENDERER}"'
        stored = session.execute(sa.select(RENDERS.c.plan)).scalar_one()
        changed = stored.replace(renderer, change) if "lost" not in change else f"{{{change}1}}"
        session.execute(sa.update(RENDERS).values(plan=changed))

    retrying.retry_render(world.deps, export_id=EXPORT, caller=a_caller(OWNER))

    with world.database.reading() as session:
        assert session.execute(sa.select(RENDERS.c.plan)).scalar_one() == stored
