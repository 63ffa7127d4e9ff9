# SPDX-License-Identifier: Apache-2.0
"""Facts from neighbours: once, twice and out of order."""

from __future__ import annotations

import uuid
from fractions import Fraction

from google.protobuf.message import Message as Fact

from chassis import outbox
from chassis.bus import Message
from reelmill.drafts.v1 import events_pb2 as drafts
from reelmill.drafts.v1 import resources_pb2 as drafts_resources
from reelmill.library.v1 import events_pb2 as library
from reelmill.library.v1 import resources_pb2 as library_resources
from services.registry import TOPOLOGY
from services.render.contract.results import DerivedFile
from services.render.contract.specs import FreezeFrameSpec, IngestSpec
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.clients.sealed_timelines import order_of
from services.render.coordinator.domain.errors import InputUnusable
from services.render.coordinator.usecases import finishing
from tests.support.render.world import EXPORT, RenderWorld, an_order, lease_of

REQUESTED, CANCELLED = "drafts.export.requested.v1", "drafts.export.cancelled.v1"
RECEIVED = "library.upload.received.v1"
THUMBNAIL = "library.thumbnail.requested.v1"
FREEZE_FRAME = "library.freeze_frame.requested.v1"


def hear(world: RenderWorld, topic: str, fact: Fact) -> None:
    """Let the coordinator hear a fact."""
    message = Message(
        message_id=str(uuid.uuid4()),
        type=fact.DESCRIPTOR.full_name,
        topic=topic,
        body=outbox.to_json(fact),
    )
    world.hear(message)
    world.hear(message)


def received(kind: str = "video") -> library.UploadReceived:
    """Announce an upload."""
    upload = library_resources.Upload(upload_id=4, kind=kind, original_filename="beach.mp4")
    upload.file.key, upload.file.size_bytes = "uploads/4/source.mp4", 1000
    return library.UploadReceived(upload=upload, etag="etag")


def test_render_hears_exactly_what_the_topology_binds(world: RenderWorld) -> None:
    assert set(subscriptions(world.deps)) == set(TOPOLOGY["render.events"])


def test_a_requested_export_is_queued_once(world: RenderWorld) -> None:
    world.orders.sealed[EXPORT] = an_order()

    hear(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))
    hear(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))

    assert [topic for topic, _ in world.facts()] == ["render.render.queued.v1"]


def test_a_cancelled_export_stops(world: RenderWorld) -> None:
    world.order()

    hear(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))
    hear(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))

    assert world.render().state == "cancelled"
    assert world.claim() is None


def test_a_cancellation_that_overtakes_its_request_wins(world: RenderWorld) -> None:
    world.orders.sealed[EXPORT] = an_order(is_cancelled=True)

    hear(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))
    hear(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))

    assert world.render().state == "cancelled"
    assert [topic for topic, _ in world.facts()] == ["render.render.cancelled.v1"]


def test_a_cancellation_after_the_end_changes_nothing(world: RenderWorld) -> None:
    world.order()
    world.work_off()

    hear(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))

    assert world.render().state == "completed"


def test_a_received_upload_is_examined_once_and_then_normalised(world: RenderWorld) -> None:
    hear(world, RECEIVED, received())
    hear(world, RECEIVED, received())
    claimed = world.claimed("ingest")
    task = IngestSpec.from_json(claimed.assignment.task)
    world.complete(claimed)

    ((topic, fact),) = world.facts()

    assert (task.etag, task.size_bytes, task.filename) == ("etag", 1000, "beach.mp4")
    assert topic == "render.derivative.completed.v1"
    assert (fact.upload_id, fact.kind, fact.sha256) == (4, "ingest", "ab" * 32)
    assert not fact.HasField("file")
    assert world.work_off() == ["mezzanine"]
    assert world.facts() == []


def test_a_picture_is_not_normalised(world: RenderWorld) -> None:
    hear(world, RECEIVED, received("image"))

    assert world.work_off() == ["ingest"]


def test_an_upload_that_cannot_be_used_is_announced_at_once(world: RenderWorld) -> None:
    hear(world, RECEIVED, received())
    error = InputUnusable("not_media", "“beach.mp4” is no media.")

    finishing.fail_piece(world.deps, lease=lease_of(world.claimed("ingest")), error=error)

    ((topic, fact),) = world.facts()
    assert topic == "render.derivative.failed.v1"
    assert (fact.kind, fact.code, fact.reason) == ("ingest", "not_media", str(error))


def test_a_thumbnail_is_made_as_often_as_it_is_asked_for(world: RenderWorld) -> None:
    wanted = library.ThumbnailRequested(upload=received().upload)
    for _ in range(2):
        hear(world, THUMBNAIL, wanted)
        claimed = world.claimed("thumb")
        world.complete(claimed, DerivedFile("t.jpg", 5, "image/jpeg").to_json())

    said = [(topic, fact.kind, fact.file.key) for topic, fact in world.facts()]

    assert said == [("render.derivative.completed.v1", "thumb", "t.jpg")] * 2


def test_a_sealed_timeline_is_read_with_the_facts_of_its_uploads() -> None:
    sealed = drafts_resources.SealedTimeline(
        export_id=EXPORT,
        purpose=drafts_resources.PURPOSE_DRAFT_MASTER,
        owner_user_id=7,
        production_ulid="01H",
        document='{"version": "create_video_v1"}',
    )
    upload = sealed.uploads.add(upload_id=4, owner_user_id=7, kind="video")
    upload.storage_key, upload.sha256 = "uploads/4/source.mp4", "ab"
    upload.probe.duration, upload.probe.width = "100/3", 640
    upload.probe.frame_rate.numerator, upload.probe.frame_rate.denominator = 30000, 1001

    order = order_of(sealed)

    assert (order.subject.purpose, order.subject.production_ulid) == ("draft_master", "01H")
    assert order.timeline is not None
    facts = order.timeline.uploads[4]
    assert (facts.duration, facts.fps) == (Fraction(100, 3), Fraction(30000, 1001))
    assert (facts.storage_key, facts.sha256) == ("uploads/4/source.mp4", "ab")


def test_a_document_that_cannot_be_read_is_an_order_without_a_timeline(world: RenderWorld) -> None:
    sealed = drafts_resources.SealedTimeline(export_id=EXPORT, purpose=1, document="{}")

    world.order(order_of(sealed))

    failure = world.render().failure
    assert failure is not None and failure.code == "invalid_timeline"


def a_frame(upload_id: int = 9) -> library.FreezeFrameRequested:
    """Ask for a frame of a known video as an image."""
    upload = received().upload
    upload.file.sha256 = "ab" * 32
    upload.probe.duration = "10/1"
    return library.FreezeFrameRequested(
        upload=upload,
        image_upload_id=upload_id,
        image_key=f"frames/{upload_id}.png",
        at_milliseconds=1500,
        long_edge=1080,
    )


def test_a_frame_is_made_once_from_the_mezzanine_that_films_show(world: RenderWorld) -> None:
    hear(world, RECEIVED, received())
    world.complete(world.claimed("ingest"))
    world.facts()

    hear(world, FREEZE_FRAME, a_frame())
    hear(world, FREEZE_FRAME, a_frame())

    mezzanine = world.claimed()
    assert (mezzanine.piece.kind, world.claim()) == ("mezzanine", None)
    world.complete(mezzanine)
    frame = world.claimed()
    task = FreezeFrameSpec.from_json(frame.assignment.task)
    assert (task.upload_id, task.frame, task.long_edge) == (9, 45, 1080)
    assert [file.key for file in frame.assignment.files] == [task.mezzanine]
    assert task.mezzanine == mezzanine.piece.key
    world.complete(frame)
    assert world.claim() is None
    ((topic, fact),) = world.facts()
    assert topic == "render.derivative.completed.v1"
    assert (fact.upload_id, fact.kind, fact.sha256) == (9, "freeze_frame", "ef" * 32)
    assert (fact.file.key, fact.probe.width) == ("frames/9.png", 640)


def test_a_frame_of_a_kept_mezzanine_needs_no_other_work(world: RenderWorld) -> None:
    hear(world, RECEIVED, received())
    assert world.work_off() == ["ingest", "mezzanine"]

    hear(world, FREEZE_FRAME, a_frame())

    assert world.work_off() == ["freeze_frame"]


def test_a_frame_of_a_video_that_cannot_be_normalised_is_given_up_with_it(
    world: RenderWorld,
) -> None:
    hear(world, FREEZE_FRAME, a_frame())
    error = InputUnusable("damaged_media", "“beach.mp4” is damaged.")

    finishing.fail_piece(world.deps, lease=lease_of(world.claimed()), error=error)

    ((topic, fact),) = world.facts()
    assert topic == "render.derivative.failed.v1"
    assert (fact.upload_id, fact.kind, fact.code) == (9, "freeze_frame", "damaged_media")
    assert world.claim() is None
