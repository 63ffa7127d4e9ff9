# SPDX-License-Identifier: Apache-2.0
"""What was made of an upload is deleted with it, unless an export may read it."""

from __future__ import annotations

import uuid
from fractions import Fraction

import pytest

from chassis import outbox
from chassis.bus import Message
from media.timecode import DEFAULT_RATE
from reelmill.library.v1 import events_pb2 as library
from reelmill.library.v1 import resources_pb2 as library_resources
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import mezzanine_storage_key
from services.render.coordinator.domain.edit_proxies import edit_proxy_of
from tests.support.render.samples import a_clip, a_source, an_export
from tests.support.render.world import RenderWorld
from timeline.plan.sources import mezzanine_key
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import stretch_key
from timeline.spec.versions import MEZZANINE_RECIPE

DELETED, SOURCE_DELETED = "library.upload.deleted.v1", "library.upload.source_deleted.v1"
EVENTS = {DELETED: library.UploadDeleted, SOURCE_DELETED: library.UploadSourceDeleted}


def delete(world: RenderWorld, upload_id: int, topic: str = DELETED) -> None:
    """Deliver twice that an upload, or its file, was deleted."""
    event = EVENTS[topic](upload=library_resources.Upload(upload_id=upload_id))
    name = event.DESCRIPTOR.full_name
    message = Message(
        message_id=str(uuid.uuid4()), type=name, topic=topic, body=outbox.to_json(event)
    )
    world.receive(message)
    world.receive(message)


def made_ahead(world: RenderWorld, whole: str, *numbers: int, suffix: str) -> list[str]:
    """Store files of stretches that are in no index."""
    keys = [f"mezzanines/{stretch_key(whole, number)}.{suffix}" for number in numbers]
    for key in keys:
        world.storage.put_bytes(key, b"made ahead", content_type="video/mp4")
    return keys


@pytest.mark.parametrize("topic", EVENTS)
def test_stretches_that_no_export_reads_are_deleted_with_their_upload(
    world: RenderWorld, topic: str
) -> None:
    upload = a_source(4, duration=Fraction(95), has_audio=False)
    proxy = edit_proxy_of(upload)
    requested = [proxy.stretch_job(number) for number in (1, 3)]
    with world.deps.unit_of_work() as uow:
        uow.jobs.enqueue_jobs(requested, user_id=7)
    for _ in requested:
        world.complete(world.claimed("mezzanine"))
    ahead = made_ahead(world, proxy.whole.key, 0, 2, 3, 4, suffix="mp4")
    (others,) = made_ahead(world, "ab" * 32, 0, suffix="mov")

    delete(world, 4, topic)

    left = [one.key for one in world.storage.list("mezzanines/")]
    assert left == [others] and len(ahead) == 4
    with world.deps.reading() as uow:
        assert not uow.cached_files.find_cached_files(proxy.stretch_keys)


def test_stretches_that_exports_may_read_outlive_their_upload_and_what_lies_ahead_does_not(
    world: RenderWorld,
) -> None:
    source = a_source(1, duration=Fraction(95))
    world.start(an_export(a_clip(start=0, source=(22, 38)), sources=(source,)))
    while (leased := world.claim("mezzanine")) is not None:
        spec = leased.job.spec
        assert isinstance(spec, MezzanineSpec)
        stored = mezzanine_storage_key(spec.key)
        world.storage.put_bytes(stored, b"made", content_type="video/quicktime")
        world.complete(leased, CachedFile(spec.key, stored, 4, spec.n_frames))
    read = [one.key for one in world.storage.list("mezzanines/")]
    whole = mezzanine_key(
        source_sha256=source.sha256, rate=DEFAULT_RATE, height_class=1080, recipe=MEZZANINE_RECIPE
    )
    made_ahead(world, whole, 4, 5, 6, suffix="mov")

    delete(world, 1)

    assert len(read) == 2
    assert [one.key for one in world.storage.list("mezzanines/")] == read
