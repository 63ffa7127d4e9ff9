# SPDX-License-Identifier: Apache-2.0
"""Specs of jobs as messages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message

from chassis.jobs.errors import EnvironmentFailed
from chassis.jobs.job import unpack
from reelmill.render.v1 import jobs_pb2
from services.render.contract.jobs import JobKind, JobSpec, RenderJob
from services.render.contract.results import CachedFile
from services.render.contract.specs import (
    ConcatPart,
    ConcatSpec,
    DerivativeSpec,
    FreezeFrameSpec,
    IngestSpec,
    ThumbSpec,
)
from services.render.contract.versions import version_of
from timeline.spec.chunk import ChunkSpec
from timeline.spec.frame import FrameSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import VERSIONS

InputFiles = Sequence[CachedFile]
Decoded = tuple[JobSpec, tuple[CachedFile, ...]]
_Hashed = TextImageSpec | ChunkSpec | MixSpec


def spec_to_proto(job: RenderJob) -> Message:
    """Convert a job to the message of its spec."""
    return _FORMATS[job.kind].to_proto(job.spec, job.inputs)


def spec_from_proto(kind: JobKind, packed: AnyMessage) -> RenderJob:
    """Convert the packed message of a spec to the job.

    Raises EnvironmentFailed when this node has another version of the code than the job needs:
    another renderer or recipe, or another cache key of the same spec.
    """
    found = _FORMATS[kind]
    spec, inputs = found.from_proto(unpack(packed, found.message))
    if version_of(spec) not in ("", *VERSIONS):
        raise _other_version()
    return RenderJob(kind, spec, inputs)


def cached_file_to_proto(file: CachedFile) -> jobs_pb2.CachedFile:
    """Convert a cached file to its message."""
    ranges = [jobs_pb2.ByteRange(start=start, crc32=crc) for start, crc in file.byte_ranges]
    return jobs_pb2.CachedFile(
        key=file.key,
        storage_key=file.storage_key,
        size_bytes=file.size_bytes,
        n_frames=file.n_frames,
        headers=file.headers,
        sha256=file.sha256,
        byte_ranges=ranges,
    )


def cached_file_from_proto(file: jobs_pb2.CachedFile) -> CachedFile:
    """Convert a message to a cached file."""
    return CachedFile(
        key=file.key,
        storage_key=file.storage_key,
        size_bytes=file.size_bytes,
        n_frames=file.n_frames,
        headers=file.headers,
        sha256=file.sha256,
        byte_ranges=tuple((one.start, one.crc32) for one in file.byte_ranges),
    )


@dataclass(frozen=True, slots=True)
class _Format:
    """The message of a kind of specs, and the conversions to it and from it."""

    message: type[Any]  # Any: a message class, and below a spec and its message
    to_proto: Callable[[Any, InputFiles], Message]
    from_proto: Callable[[Any], Decoded]


def _flat(message: type[Any], spec: type[Any]) -> _Format:  # Any: classes with equal field names
    """Make the format of a spec whose fields have the names and the types of the message's."""
    names = [field.name for field in dataclasses.fields(spec)]
    optional = {field.name for field in message.DESCRIPTOR.fields if field.has_presence}

    def to_proto(value: Any, _: InputFiles) -> Message:
        fields = {name: getattr(value, name) for name in names}
        converted: Message = message(**fields)
        return converted

    def from_proto(found: Any) -> Decoded:
        absent = {name for name in optional if not found.HasField(name)}
        return spec(**{name: getattr(found, name) for name in names if name not in absent}), ()

    return _Format(message, to_proto, from_proto)


def _hashed(message: type[Any], spec: type[_Hashed], *shown: str) -> _Format:  # Any: a message
    """Make the format of a spec whose key is the digest of its JSON; `shown` are named fields."""

    def to_proto(value: _Hashed, inputs: InputFiles) -> Message:
        fields: dict[str, Any] = {name: getattr(value, name) for name in shown}
        if inputs:
            fields["inputs"] = map(cached_file_to_proto, inputs)
        converted: Message = message(key=value.key, canonical_json=value.to_json(), **fields)
        return converted

    def from_proto(found: Any) -> Decoded:
        try:
            decoded = spec.from_json(found.canonical_json)
        except ValueError as error:
            raise _other_version() from error
        if decoded.key != found.key:
            raise _other_version()
        return decoded, _files(getattr(found, "inputs", ()))

    return _Format(message, to_proto, from_proto)


def _derivative_to_proto(spec: DerivativeSpec, inputs: InputFiles) -> Message:
    known = {file.key: file for file in inputs}
    pcm = known.get(spec.pcm, CachedFile(spec.pcm, "", 0))
    return jobs_pb2.DerivativeSpec(
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        filename=spec.filename,
        targets=spec.targets,
        pcm=cached_file_to_proto(pcm),
        stretches=[
            cached_file_to_proto(known.get(key, CachedFile(key, "", 0))) for key in spec.stretches
        ],
        fps=spec.fps,
    )


def _derivative_from_proto(found: jobs_pb2.DerivativeSpec) -> Decoded:
    pcm, stretches = cached_file_from_proto(found.pcm), _files(found.stretches)
    spec = DerivativeSpec(
        found.upload_id,
        found.storage_key,
        found.filename,
        tuple(found.targets),
        pcm.key,
        tuple(each.key for each in stretches),
        found.fps,
    )
    return spec, tuple(each for each in (pcm, *stretches) if each.storage_key)


def _freeze_frame_to_proto(spec: FreezeFrameSpec, inputs: InputFiles) -> Message:
    known = {file.key: file for file in inputs}
    mezzanine = known.get(spec.mezzanine, CachedFile(spec.mezzanine, "", 0))
    return jobs_pb2.FreezeFrameSpec(
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        frame=spec.frame,
        fps=spec.fps,
        long_edge=spec.long_edge,
        mezzanine=cached_file_to_proto(mezzanine),
    )


def _freeze_frame_from_proto(found: jobs_pb2.FreezeFrameSpec) -> Decoded:
    spec = FreezeFrameSpec(
        upload_id=found.upload_id,
        storage_key=found.storage_key,
        mezzanine=found.mezzanine.key,
        frame=found.frame,
        fps=found.fps,
        long_edge=found.long_edge,
    )
    mezzanine = cached_file_from_proto(found.mezzanine)
    return spec, (mezzanine,) if mezzanine.storage_key else ()


def _concat_to_proto(spec: ConcatSpec, inputs: InputFiles) -> Message:
    parts = [jobs_pb2.ConcatPart(key=part.key, n_frames=part.n_frames) for part in spec.parts]
    return jobs_pb2.ConcatSpec(
        fps=spec.fps,
        parts=parts,
        audio_key=spec.audio_key,
        n_samples=spec.n_samples,
        storage_key=spec.storage_key,
        inputs=map(cached_file_to_proto, inputs),
    )


def _concat_from_proto(found: jobs_pb2.ConcatSpec) -> Decoded:
    spec = ConcatSpec(
        fps=found.fps,
        parts=tuple(ConcatPart(part.key, part.n_frames) for part in found.parts),
        audio_key=found.audio_key,
        n_samples=found.n_samples,
        storage_key=found.storage_key,
    )
    return spec, _files(found.inputs)


def _other_version() -> EnvironmentFailed:
    reason = "This node has another version than the coordinator; upgrade all nodes."
    return EnvironmentFailed("node_version_differs", reason)


def _files(found: Iterable[jobs_pb2.CachedFile]) -> tuple[CachedFile, ...]:
    return tuple(map(cached_file_from_proto, found))


_FORMATS = {
    JobKind.INGEST: _flat(jobs_pb2.IngestSpec, IngestSpec),
    JobKind.THUMB: _flat(jobs_pb2.ThumbSpec, ThumbSpec),
    **dict.fromkeys(
        (JobKind.SAMPLE, JobKind.FILMSTRIP, JobKind.PEAKS, JobKind.EDIT_PROXY),
        _Format(jobs_pb2.DerivativeSpec, _derivative_to_proto, _derivative_from_proto),
    ),
    JobKind.FREEZE_FRAME: _Format(
        jobs_pb2.FreezeFrameSpec, _freeze_frame_to_proto, _freeze_frame_from_proto
    ),
    JobKind.MEZZANINE: _flat(jobs_pb2.MezzanineSpec, MezzanineSpec),
    JobKind.PCM: _flat(jobs_pb2.PcmSpec, PcmSpec),
    JobKind.PICTURE: _flat(jobs_pb2.PictureSpec, PictureSpec),
    JobKind.TEXT_IMAGE: _hashed(jobs_pb2.TextImageSpec, TextImageSpec),
    JobKind.FRAME: _hashed(jobs_pb2.FrameSpec, FrameSpec, "encoder"),
    JobKind.CHUNK: _hashed(jobs_pb2.ChunkSpec, ChunkSpec, "n_frames", "encoder"),
    JobKind.MIX: _hashed(jobs_pb2.MixSpec, MixSpec, "n_samples", "encoder"),
    JobKind.CONCAT: _Format(jobs_pb2.ConcatSpec, _concat_to_proto, _concat_from_proto),
}
