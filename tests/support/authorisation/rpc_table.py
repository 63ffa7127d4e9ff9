# SPDX-License-Identifier: Apache-2.0
"""The table of who may call which RPC: every method, its callers, and for which users.

The columns are a call of a permitted service for no user, for another user, and for the owner of
the resources. `empty` is a response without any field, `answered` a response that may have some.
Services that are not among the callers get PERMISSION_DENIED, and calls without a token of a
service UNAUTHENTICATED.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SERVICES = "accounts library drafts render hls publish campaigns"
OTHERS = f"{SERVICES.removeprefix('accounts ')} gateway"
"""All that ask accounts for the owners of tokens: the other services, and the live events."""


@dataclass(frozen=True, slots=True)
class RpcRow:
    """A method, its server, its callers, the answers of the three columns and the request."""

    server: str
    method: str
    callers: str
    answers: str
    request: Mapping[str, Any]  # Any: JSON members, or names in braces

    @property
    def full_name(self) -> str:
        """The full name of the method."""
        service, rest = self.method.split(".")
        return f"reelmill.{service}.v1.{rest}"


def any_user(answer: str) -> str:
    """Return the answers of a method that does not depend on the user."""
    return f"{answer} {answer} {answer}"


WORKER = {"worker_id": "table"}
JOB = {"lease": {**WORKER, "job_id": 0, "fencing_token": 1}}
FAULT = {"code": "not_media", "reason": "The file is not a video."}

DENIED, STALE = "PERMISSION_DENIED", "FAILED_PRECONDITION"

UPLOADS = {"upload_ids": ["{uploadId}"]}
PRODUCTIONS = {"production_ids": ["{productionId}"]}
NEW_PRODUCTION = {"request_id": "{fresh}", "upload_id": "{uploadId}"}

ROWS = (
    RpcRow(
        "accounts",
        "accounts.AccountsService/ResolveToken",
        OTHERS,
        any_user("OK"),
        {"token": "{secret}"},
    ),
    RpcRow(
        "accounts",
        "accounts.AccountsService/BatchGetUsers",
        OTHERS,
        any_user("OK"),
        {"user_ids": ["{ownerId}"]},
    ),
    RpcRow(
        "accounts",
        "accounts.AccountsService/FindUsers",
        "publish",
        any_user("empty"),
        {"display_name": "Nobody"},
    ),
    RpcRow(
        "library",
        "library.LibraryService/BatchGetUploads",
        "drafts render hls publish",
        "OK empty OK",
        UPLOADS,
    ),
    RpcRow("library", "library.LibraryService/GetUsage", "drafts", any_user("OK"), {}),
    RpcRow("library", "library.LibraryService/LinkExports", "drafts", any_user("empty"), {}),
    RpcRow(
        "drafts",
        "drafts.DraftsService/GetSealedTimeline",
        "render",
        any_user("OK"),
        {"export_id": "{renderId}"},
    ),
    RpcRow(
        "drafts",
        "drafts.DraftsService/GetProjectTimeline",
        "render",
        any_user("OK"),
        {"project_id": "{projectId}"},
    ),
    RpcRow(
        "drafts",
        "drafts.DraftsService/GetTextImage",
        "render",
        any_user("NOT_FOUND"),
        {"key": "0" * 64},
    ),
    RpcRow(
        "drafts",
        "drafts.DraftsService/GetTextCues",
        "hls",
        any_user("NOT_FOUND"),
        {"export_id": "0" * 36},
    ),
    RpcRow("drafts", "drafts.DraftsService/FindDraft", "hls", any_user("NOT_FOUND"), {}),
    RpcRow("drafts", "drafts.DraftsService/SealDraft", "hls", any_user("NOT_FOUND"), {}),
    RpcRow("drafts", "drafts.DraftsService/CancelMaster", "hls", any_user("empty"), {}),
    RpcRow(
        "render", "jobs.JobService/Claim", "node", any_user("empty"), {**WORKER, "kinds": ["none"]}
    ),
    RpcRow("render", "jobs.JobService/Heartbeat", "node", any_user("empty"), JOB),
    RpcRow("render", "jobs.JobService/Complete", "node", any_user("INVALID_ARGUMENT"), JOB),
    RpcRow("render", "jobs.JobService/GiveBack", "node", any_user(STALE), JOB),
    RpcRow("render", "jobs.JobService/Fail", "node", any_user(STALE), {**JOB, **FAULT}),
    RpcRow(
        "hls",
        "hls.HlsService/CreateProduction",
        "publish",
        f"{DENIED} {DENIED} OK",
        NEW_PRODUCTION,
    ),
    RpcRow(
        "hls",
        "hls.HlsService/BatchGetProductions",
        "publish",
        any_user("OK"),
        PRODUCTIONS,
    ),
    RpcRow("hls", "hls.HlsService/BatchGetPlayback", "publish", any_user("OK"), PRODUCTIONS),
    RpcRow("hls", "jobs.JobService/Claim", "packager", any_user("answered"), WORKER),
    RpcRow("hls", "jobs.JobService/Heartbeat", "packager", any_user("empty"), JOB),
    RpcRow("hls", "jobs.JobService/Complete", "packager", any_user("INVALID_ARGUMENT"), JOB),
    RpcRow("hls", "jobs.JobService/GiveBack", "packager", any_user(STALE), JOB),
    RpcRow("hls", "jobs.JobService/Fail", "packager", any_user(STALE), {**JOB, **FAULT}),
)
