# SPDX-License-Identifier: Apache-2.0
"""A leased job, its result, and the worker that asks for one: what coordinator and worker share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message

from chassis.jobs.errors import InvalidJobResult

M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class WorkerDescription:
    """A worker that asks for a job: how many it does at a time, which kinds, what it has.

    No `kinds` means all kinds. `capabilities` are opaque words that jobs may require.
    """

    worker_id: str
    slots: int = 1
    kinds: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """Proof that a worker holds a job; the fencing token grows with every claim of the job."""

    worker_id: str
    job_id: int
    token: int


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job leased to a worker; `spec` is a packed message of the owning service."""

    lease: Lease
    kind: str
    spec: AnyMessage
    lease_seconds: float


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job produced, as a packed message of the owning service, and what it cost.

    `cpu_seconds` is the processor time of all children; the worker measures `wall_seconds`.
    """

    message: AnyMessage
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0


def pack(message: Message) -> AnyMessage:
    """Pack a message so that it can be a spec or a result."""
    packed = AnyMessage()
    packed.Pack(message, deterministic=True)
    return packed


def unpack(packed: AnyMessage, kind: type[M]) -> M:
    """Unpack a spec or a result; InvalidJobResult when it holds another message."""
    message = kind()
    if not packed.Unpack(message):
        expected = kind.DESCRIPTOR.full_name
        raise InvalidJobResult(f"Expected {expected}, got {packed.TypeName() or 'nothing'}.")
    return message
