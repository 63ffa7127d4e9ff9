# SPDX-License-Identifier: Apache-2.0
"""Events from other services: once, twice and out of order."""

from __future__ import annotations

import uuid
from fractions import Fraction

from google.protobuf.message import Message as Event

from chassis import outbox
from chassis.bus import Message
from chassis.jobs.errors import InputUnusable
from reelmill.drafts.v1 import events_pb2 as drafts
from reelmill.drafts.v1 import resources_pb2 as drafts_resources
from reelmill.library.v1 import events_pb2 as library
from reelmill.library.v1 import resources_pb2 as library_resources
from services.registry import TOPOLOGY
from services.render.contract.specs import DerivativeSpec, FreezeFrameSpec, IngestSpec
from services.render.coordinator.api.subscriptions import subscriptions
from services.render.coordinator.clients.drafts import sealed_export_from_proto
from tests.support.render.samples import EXPORT, an_export, key_of
from tests.support.render.world import RenderWorld

REQUESTED, CANCELLED = "drafts.export.requested.v1", "drafts.export.cancelled.v1"
RECEIVED = "library.upload.received.v1"
THUMBNAIL = "library.thumbnail.requested.v1"
DERIVATIVE = "library.derivative.requested.v1"
FREEZE_FRAME = "library.freeze_frame.requested.v1"


def receive(world: RenderWorld, topic: str, event: Event) -> None:
    """Deliver an event twice."""
    message = Message(
        message_id=str(uuid.uuid4()),
        type=event.DESCRIPTOR.full_name,
        topic=topic,
        body=outbox.to_json(event),
    )
    world.receive(message)
    world.receive(message)


def received(kind: str = "video") -> library.UploadReceived:
    """The event of a received upload."""
    upload = library_resources.Upload(upload_id=4, kind=kind, original_filename="beach.mp4")
    upload.file.key, upload.file.size_bytes = "uploads/4/source.mp4", 1000
    return library.UploadReceived(upload=upload, etag="etag")


def test_render_subscribes_to_the_topics_its_queue_is_bound_to(world: RenderWorld) -> None:
    assert set(subscriptions(world.deps)) == set(TOPOLOGY["render.events"])


def test_a_requested_export_is_queued_once(world: RenderWorld) -> None:
    world.exports.sealed[EXPORT] = an_export()

    receive(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))
    receive(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))

    assert [topic for topic, _ in world.events()] == ["render.render.queued.v1"]


def test_a_cancelled_export_stops(world: RenderWorld) -> None:
    world.start()

    receive(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))
    receive(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))

    assert world.render().state == "cancelled"
    assert world.claim() is None


def test_a_cancellation_that_arrives_before_its_request_wins(world: RenderWorld) -> None:
    world.exports.sealed[EXPORT] = an_export(is_cancelled=True)

    receive(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))
    receive(world, REQUESTED, drafts.ExportRequested(export_id=EXPORT))

    assert world.render().state == "cancelled"
    assert [topic for topic, _ in world.events()] == ["render.render.cancelled.v1"]


def test_a_cancellation_after_the_end_changes_nothing(world: RenderWorld) -> None:
    world.start()
    world.run_all()

    receive(world, CANCELLED, drafts.ExportCancelled(export_id=EXPORT))

    assert world.render().state == "completed"


def test_a_received_upload_is_ingested_once_and_then_normalised(world: RenderWorld) -> None:
    receive(world, RECEIVED, received())
    receive(world, RECEIVED, received())
    leased = world.claimed("ingest")
    world.complete(leased)

    ((topic, event),) = world.events()

    spec = leased.job.spec
    assert isinstance(spec, IngestSpec)
    assert (spec.etag, spec.size_bytes, spec.filename) == ("etag", 1000, "beach.mp4")
    assert topic == "render.derivative.completed.v1"
    assert (event.upload_id, event.kind, event.sha256) == (4, "ingest", "ab" * 32)
    assert not event.HasField("file")
    assert world.run_all() == ["mezzanine"]
    assert world.events() == []


def test_an_image_is_not_normalised(world: RenderWorld) -> None:
    receive(world, RECEIVED, received("image"))

    assert world.run_all() == ["ingest"]


def test_an_unusable_upload_is_announced_at_once(world: RenderWorld) -> None:
    receive(world, RECEIVED, received())
    error = InputUnusable("not_media", "“beach.mp4” is no media.")

    world.fail(world.claimed("ingest"), error)

    ((topic, event),) = world.events()
    assert topic == "render.derivative.failed.v1"
    assert (event.kind, event.code, event.reason) == ("ingest", "not_media", str(error))


def test_a_thumbnail_is_made_as_often_as_it_is_requested(world: RenderWorld) -> None:
    request = library.ThumbnailRequested(upload=received().upload)
    for _ in range(2):
        receive(world, THUMBNAIL, request)
        world.complete(world.claimed("thumb"))

    found = [(topic, event.kind, event.file.key) for topic, event in world.events()]

    assert found == [("render.derivative.completed.v1", "thumb", "t.jpg")] * 2


def derivative_requested(kind: str, *, has_audio: bool = True) -> library.DerivativeRequested:
    """The event that files of an upload are missed."""
    upload = received().upload
    upload.probe.duration, upload.probe.has_audio = "2/1", has_audio
    return library.DerivativeRequested(upload=upload, kind=kind, storage_keys=["a", "b"])


def test_missed_files_are_made_as_often_as_they_are_requested(world: RenderWorld) -> None:
    for _ in range(2):
        receive(world, DERIVATIVE, derivative_requested("filmstrip"))
        assert world.run_all() == ["filmstrip"]

    found = [(topic, event.kind, event.file.key) for topic, event in world.events()]

    assert found == [("render.derivative.completed.v1", "filmstrip", "a")] * 2


def test_peaks_and_proxies_are_made_from_the_same_decoded_audio(world: RenderWorld) -> None:
    receive(world, DERIVATIVE, derivative_requested("peaks"))
    assert world.run_all() == ["pcm", "peaks"]

    receive(world, DERIVATIVE, derivative_requested("edit_proxy"))

    leased = world.claimed("edit_proxy")
    assert isinstance(leased.job.spec, DerivativeSpec)
    assert [file.key for file in leased.job.inputs] == [leased.job.spec.pcm]
    assert leased.job.spec.targets == ("a", "b")


def test_the_proxy_of_a_silent_video_needs_no_audio(world: RenderWorld) -> None:
    receive(world, DERIVATIVE, derivative_requested("edit_proxy", has_audio=False))

    assert world.run_all() == ["edit_proxy"]


def test_files_of_a_kind_that_this_version_does_not_know_are_not_made(world: RenderWorld) -> None:
    receive(world, DERIVATIVE, derivative_requested("hologram"))

    assert world.claim() is None


def test_a_sample_is_drawn_once(world: RenderWorld) -> None:
    event = library.SampleRequested(upload=received().upload, sample="dials")

    for _ in range(2):
        receive(world, "library.sample.requested.v1", event)

    assert world.run_all() == ["sample"]
    ((topic, made),) = world.events()
    assert (topic, made.kind) == ("render.derivative.completed.v1", "sample")
    assert made.file.key == "uploads/4/source.mp4"


def test_files_whose_audio_cannot_be_decoded_fail_with_the_reason(world: RenderWorld) -> None:
    receive(world, DERIVATIVE, derivative_requested("peaks"))

    world.fail(world.claimed("pcm"), InputUnusable("damaged_media", "It is damaged."))

    ((topic, event),) = world.events()
    assert (topic, event.kind) == ("render.derivative.failed.v1", "peaks")
    assert event.reason == "It is damaged."


def test_a_sealed_timeline_is_converted_with_its_uploads() -> None:
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

    export = sealed_export_from_proto(sealed)

    assert (export.subject.purpose, export.subject.production_ulid) == ("draft_master", "01H")
    assert export.timeline is not None
    details = export.timeline.uploads[4]
    assert (details.duration, details.fps) == (Fraction(100, 3), Fraction(30000, 1001))
    assert (details.storage_key, details.sha256) == ("uploads/4/source.mp4", "ab")


def test_an_invalid_document_is_a_failed_render(world: RenderWorld) -> None:
    sealed = drafts_resources.SealedTimeline(export_id=EXPORT, purpose=1, document="{}")

    world.start(sealed_export_from_proto(sealed))

    failure = world.render().failure
    assert failure is not None and failure.code == "invalid_timeline"


def a_frame(upload_id: int = 9) -> library.FreezeFrameRequested:
    """The request of a frame of an ingested video as an image."""
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


def test_a_freeze_frame_is_made_once_from_the_mezzanine_of_exports(world: RenderWorld) -> None:
    receive(world, RECEIVED, received())
    world.complete(world.claimed("ingest"))
    world.events()

    receive(world, FREEZE_FRAME, a_frame())
    receive(world, FREEZE_FRAME, a_frame())

    mezzanine = world.claimed()
    assert (mezzanine.job.kind, world.claim()) == ("mezzanine", None)
    world.complete(mezzanine)
    frame = world.claimed()
    spec = frame.job.spec
    assert isinstance(spec, FreezeFrameSpec)
    assert (spec.upload_id, spec.frame, spec.long_edge) == (9, 45, 1080)
    assert [file.key for file in frame.job.inputs] == [spec.mezzanine]
    assert spec.mezzanine == key_of(mezzanine)
    world.complete(frame)
    assert world.claim() is None
    ((topic, event),) = world.events()
    assert topic == "render.derivative.completed.v1"
    assert (event.upload_id, event.kind, event.sha256) == (9, "freeze_frame", "ef" * 32)
    assert (event.file.key, event.probe.width) == ("frames/9.png", 640)


def test_a_freeze_frame_of_a_cached_mezzanine_is_one_job(world: RenderWorld) -> None:
    receive(world, RECEIVED, received())
    assert world.run_all() == ["ingest", "mezzanine"]

    receive(world, FREEZE_FRAME, a_frame())

    assert world.run_all() == ["freeze_frame"]


def test_a_freeze_frame_fails_with_its_mezzanine(world: RenderWorld) -> None:
    receive(world, FREEZE_FRAME, a_frame())

    world.fail(world.claimed(), InputUnusable("damaged_media", "“beach.mp4” is damaged."))

    ((topic, event),) = world.events()
    assert topic == "render.derivative.failed.v1"
    assert (event.upload_id, event.kind, event.code) == (9, "freeze_frame", "damaged_media")
    assert world.claim() is None
