# SPDX-License-Identifier: Apache-2.0
"""Results of jobs as messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message

from chassis.jobs.errors import InvalidJobResult
from chassis.jobs.job import unpack
from reelmill.render.v1 import jobs_pb2
from reelmill.type.v1 import media_pb2
from services.render.contract.jobs import RenderJobResult
from services.render.contract.probes import probe_from_proto, probe_to_proto
from services.render.contract.results import (
    CachedFile,
    DerivativeResult,
    ExportResult,
    FreezeFrameResult,
    IngestResult,
    ResultFile,
    ThumbResult,
)
from services.render.contract.spec_messages import cached_file_from_proto, cached_file_to_proto


def result_to_proto(result: RenderJobResult) -> Message:
    """Convert the result of a job to its message."""
    return _TO_PROTO[type(result)](result)


def result_from_proto(packed: AnyMessage) -> RenderJobResult:
    """Convert a packed message to the result of a job, or raise InvalidJobResult."""
    for message, from_proto in _FROM_PROTO.items():
        if packed.Is(message.DESCRIPTOR):
            return from_proto(unpack(packed, message))
    raise InvalidJobResult(f"{packed.TypeName() or 'Nothing'} is not the result of a render job.")


def file_to_proto(file: ResultFile) -> media_pb2.StoredFile:
    """Convert a stored file to its message."""
    return media_pb2.StoredFile(
        key=file.storage_key,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        content_type=file.content_type,
    )


def _file(file: media_pb2.StoredFile) -> ResultFile:
    return ResultFile(file.key, file.size_bytes, file.content_type, file.sha256)


def _ingest_to_proto(result: IngestResult) -> Message:
    return jobs_pb2.IngestResult(
        sha256=result.sha256,
        probe=probe_to_proto(result.probe),
        thumb=file_to_proto(result.thumb) if result.thumb else None,
    )


def _ingest(found: jobs_pb2.IngestResult) -> RenderJobResult:
    thumb = _file(found.thumb) if found.HasField("thumb") else None
    return IngestResult(found.sha256, probe_from_proto(found.probe), thumb)


def _thumb_to_proto(result: ThumbResult) -> Message:
    return jobs_pb2.ThumbResult(file=file_to_proto(result.file))


def _thumb(found: jobs_pb2.ThumbResult) -> RenderJobResult:
    return ThumbResult(_file(found.file))


def _derivative_to_proto(result: DerivativeResult) -> Message:
    return jobs_pb2.DerivativeResult(files=map(file_to_proto, result.files))


def _derivative(found: jobs_pb2.DerivativeResult) -> RenderJobResult:
    return DerivativeResult(tuple(map(_file, found.files)))


def _freeze_frame_to_proto(result: FreezeFrameResult) -> Message:
    return jobs_pb2.FreezeFrameResult(
        file=file_to_proto(result.file), probe=probe_to_proto(result.probe)
    )


def _freeze_frame(found: jobs_pb2.FreezeFrameResult) -> RenderJobResult:
    return FreezeFrameResult(_file(found.file), probe_from_proto(found.probe))


def _cached_file_to_proto(result: CachedFile) -> Message:
    return jobs_pb2.CachedFileResult(file=cached_file_to_proto(result))


def _cached_file(found: jobs_pb2.CachedFileResult) -> RenderJobResult:
    return cached_file_from_proto(found.file)


def _concat_to_proto(result: ExportResult) -> Message:
    file, probe = file_to_proto(result.file), probe_to_proto(result.probe)
    return jobs_pb2.ConcatResult(file=file, probe=probe)


def _concat(found: jobs_pb2.ConcatResult) -> RenderJobResult:
    return ExportResult(_file(found.file), probe_from_proto(found.probe))


_TO_PROTO: dict[type[RenderJobResult], Callable[[Any], Message]] = {  # Any: a result of each class
    IngestResult: _ingest_to_proto,
    ThumbResult: _thumb_to_proto,
    DerivativeResult: _derivative_to_proto,
    FreezeFrameResult: _freeze_frame_to_proto,
    CachedFile: _cached_file_to_proto,
    ExportResult: _concat_to_proto,
}

_FROM_PROTO: dict[Any, Callable[[Any], RenderJobResult]] = {  # Any: message classes
    jobs_pb2.IngestResult: _ingest,
    jobs_pb2.ThumbResult: _thumb,
    jobs_pb2.DerivativeResult: _derivative,
    jobs_pb2.FreezeFrameResult: _freeze_frame,
    jobs_pb2.CachedFileResult: _cached_file,
    jobs_pb2.ConcatResult: _concat,
}
