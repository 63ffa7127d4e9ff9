# SPDX-License-Identifier: Apache-2.0
"""Specs and results of jobs keep everything on the wire."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from chassis.jobs.errors import Fault, InvalidJobResult, JobFailed
from chassis.jobs.job import pack
from media.encoder_profile import encoder_profile
from media.sizes import Size
from media.streams import AudioTrack
from media.timecode import DEFAULT_RATE
from reelmill.render.v1 import jobs_pb2
from services.render.contract.jobs import (
    RESULT_TYPES,
    SPEC_TYPES,
    JobKind,
    RenderJob,
    RenderJobResult,
)
from services.render.contract.result_messages import result_from_proto, result_to_proto
from services.render.contract.results import (
    CachedFile,
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ProbeResult,
    ResultFile,
    ThumbResult,
)
from services.render.contract.spec_messages import spec_from_proto, spec_to_proto
from services.render.contract.specs import (
    ConcatPart,
    ConcatSpec,
    DerivativeSpec,
    FreezeFrameSpec,
    IngestSpec,
    ThumbSpec,
)
from services.render.contract.versions import version_of
from services.render.coordinator.domain.job import SHARED_KINDS
from timeline.spec.chunk import ChunkSpec
from timeline.spec.clip_segments import ColorFill, GapSegment
from timeline.spec.frame import FrameSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import AudioItem, MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import (
    MEZZANINE_RECIPE,
    PCM_RECIPE,
    PICTURE_RECIPE,
    RENDERER,
    TEXT_RENDERER,
)

SHA = "ab" * 32
PROFILE = encoder_profile(size=Size(640, 360), rate=DEFAULT_RATE, quality="standard")
FILE = CachedFile("k", "mezzanines/k.mov", 7, 300, "h", SHA, ((0, 1), (99, 2**32 - 1)))
OTHER_FILE = replace(FILE, key="other", byte_ranges=())
TEXT = TextImageSpec(
    text="Grüße 😀",
    font="inter",
    size_milli=1,
    tracking_milli=2,
    line_milli=3,
    width=4,
    alignment="left",
    position="top",
    color="#ffffff",
    gradient=None,
    outline=None,
    shadow=None,
    pill=None,
    frame=Size(640, 360),
    renderer=TEXT_RENDERER,
)
PROBE = ProbeResult(640, 360, "100/3", "30000/1001", 9, 90, "h264", "aac", True, True, "v", "mp4")
TRACKS = (AudioTrack(0, "aac", 2, "deu", "A", True), AudioTrack(2, "ac3", 6, is_decodable=False))
STORED = ResultFile("images/1.png", 5, "image/png", SHA)

SPECS: dict[JobKind, tuple[Any, tuple[CachedFile, ...]]] = {
    JobKind.INGEST: (IngestSpec(1, "video", "uploads/1", 5, "etag", "a.mp4"), ()),
    JobKind.THUMB: (ThumbSpec(1, "uploads/1", "a.mp4"), ()),
    JobKind.SAMPLE: (DerivativeSpec(1, "uploads/1", "dials", ("uploads/1",)), ()),
    JobKind.FILMSTRIP: (DerivativeSpec(1, "uploads/1", "a.mp4", ("a.jpg", "a.vtt")), ()),
    JobKind.PEAKS: (DerivativeSpec(1, "uploads/1", "a.mp4", ("a", "b"), "k"), (FILE,)),
    JobKind.EDIT_PROXY: (DerivativeSpec(1, "uploads/1", "a.mp4", ("a.mp4",)), ()),
    JobKind.FREEZE_FRAME: (FreezeFrameSpec(1, "images/1.png", "k", 45, "30", 1080), (FILE,)),
    JobKind.MEZZANINE: (
        MezzanineSpec("k", 1, SHA, "uploads/1", "25", 1080, MEZZANINE_RECIPE, 250, True, 500),
        (),
    ),
    JobKind.PCM: (
        PcmSpec("k", 1, SHA, "uploads/1", PCM_RECIPE, 2**33, is_of_video=True, audio_track=0),
        (),
    ),
    JobKind.PICTURE: (PictureSpec("k", 1, SHA, "uploads/1", 640, 360, PICTURE_RECIPE), ()),
    JobKind.TEXT_IMAGE: (TEXT, ()),
    JobKind.FRAME: (
        FrameSpec(PROFILE, (GapSegment(1, ColorFill("#000000")),), RENDERER, "e"),
        (FILE, OTHER_FILE),
    ),
    JobKind.CHUNK: (
        ChunkSpec(PROFILE, (GapSegment(9, ColorFill("#000000")),), RENDERER, "e"),
        (FILE, OTHER_FILE),
    ),
    JobKind.MIX: (MixSpec(48, (AudioItem("k", 1, 2, 3),), RENDERER, "e"), (FILE,)),
    JobKind.CONCAT: (
        ConcatSpec("30", (ConcatPart("k", 9), ConcatPart("k", 8)), "other", 48, "renders/1"),
        (FILE, OTHER_FILE),
    ),
}
RESULTS: list[RenderJobResult] = [
    FILE,
    IngestResult(SHA, PROBE, STORED),
    IngestResult(SHA, ProbeResult(), None),
    IngestResult(SHA, replace(PROBE, audio_tracks=TRACKS), None),
    ThumbResult(STORED),
    DerivativeResult((STORED, STORED)),
    FreezeFrameResult(STORED, PROBE),
    ExportResult(STORED, PROBE),
]


@pytest.mark.parametrize("kind", JobKind)
def test_a_spec_and_its_inputs_arrive_as_they_were_sent(kind: JobKind) -> None:
    spec, inputs = SPECS[kind]
    job = RenderJob(kind, spec, inputs)

    assert isinstance(spec, SPEC_TYPES[kind])
    assert spec_from_proto(kind, pack(spec_to_proto(job))) == job


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_a_result_arrives_as_it_was_sent(result: RenderJobResult) -> None:
    assert result_from_proto(pack(result_to_proto(result))) == result


def test_a_sound_that_nobody_chose_arrives_as_none() -> None:
    spec = PcmSpec("k", 1, SHA, "uploads/1", PCM_RECIPE, 48)

    found = spec_from_proto(JobKind.PCM, pack(spec_to_proto(RenderJob(JobKind.PCM, spec, ()))))

    assert found.spec == spec


def test_there_is_a_result_for_each_kind() -> None:
    assert {*RESULT_TYPES} == {*JobKind}
    assert {*RESULT_TYPES.values()} == {*get_args(RenderJobResult)}


def test_an_input_that_is_not_stored_any_more_is_no_input() -> None:
    job = RenderJob(JobKind.FREEZE_FRAME, SPECS[JobKind.FREEZE_FRAME][0])

    assert spec_from_proto(JobKind.FREEZE_FRAME, pack(spec_to_proto(job))) == job


@pytest.mark.parametrize("kind", [JobKind.CHUNK, JobKind.MIX, JobKind.TEXT_IMAGE])
def test_a_node_that_computes_another_key_refuses_the_job(kind: JobKind) -> None:
    message: Any = spec_to_proto(RenderJob(kind, *SPECS[kind]))
    message.key = "f" * 64

    with pytest.raises(JobFailed) as failure:
        spec_from_proto(kind, pack(message))

    assert failure.value.code == "node_version_differs"


@pytest.mark.parametrize("kind", [kind for kind in JobKind if version_of(SPECS[kind][0])])
def test_a_node_of_another_version_refuses_the_job_and_does_not_blame_its_input(
    kind: JobKind,
) -> None:
    spec, inputs = SPECS[kind]
    field = "recipe" if hasattr(spec, "recipe") else "renderer"
    older = replace(spec, **{field: "older"})

    with pytest.raises(JobFailed) as failure:
        spec_from_proto(kind, pack(spec_to_proto(RenderJob(kind, older, inputs))))

    assert failure.value.code == "node_version_differs"
    assert failure.value.fault is Fault.ENVIRONMENT


@pytest.mark.parametrize("kind", [JobKind.CHUNK, JobKind.MIX, JobKind.TEXT_IMAGE])
def test_a_node_that_cannot_read_a_spec_refuses_the_job(kind: JobKind) -> None:
    message: Any = spec_to_proto(RenderJob(kind, *SPECS[kind]))
    message.canonical_json = '{"of":"another version"}'

    with pytest.raises(JobFailed) as failure:
        spec_from_proto(kind, pack(message))

    assert failure.value.code == "node_version_differs"


def test_every_kind_whose_result_is_cached_needs_a_version() -> None:
    assert {kind for kind in JobKind if version_of(SPECS[kind][0])} == {*SHARED_KINDS}


def test_a_message_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidJobResult):
        spec_from_proto(JobKind.CHUNK, pack(jobs_pb2.MixSpec()))
    with pytest.raises(InvalidJobResult):
        result_from_proto(pack(jobs_pb2.MixSpec()))
