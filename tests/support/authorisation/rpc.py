# SPDX-License-Identifier: Apache-2.0
"""The table of who may ask what by gRPC: every method, its callers, and on whose behalf.

The columns are a permitted service for itself, for another user, and for the user whose things
these are. `empty` is an answer without anything in it, `answered` one that may have something.
Whoever is not among the callers is answered PERMISSION_DENIED, and whoever has no token of a
service UNAUTHENTICATED.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.authorisation.stage import Stage, Values

SERVICES = "accounts library drafts render hls publish campaigns"


@dataclass(frozen=True, slots=True)
class RpcRow:
    """A method, who may call it, what the three columns are answered, and what is asked."""

    method: str
    callers: str
    answers: str
    asked: Mapping[str, Any]  # Any: JSON members, or names in braces
    given: Callable[[Stage], Values] = field(default=lambda _: {})

    @property
    def full_name(self) -> str:
        """The method as it is called."""
        service, rest = self.method.split(".")
        return f"reelmill.{service}.v1.{rest}"


def same(answer: str) -> str:
    """Write the columns of a method that asks for no person."""
    return f"{answer} {answer} {answer}"


NODE = {"node_id": "table"}
PIECE = {**NODE, "piece_id": 0, "fencing_token": 1}
PACKAGER = {"packager_id": "table"}
TASK = {**PACKAGER, "task_id": 0, "fencing_token": 1}
FAULT = {"code": "not_media", "reason": "It is no film."}

DENIED, STALE = "PERMISSION_DENIED", "FAILED_PRECONDITION"

UPLOADS = {"upload_ids": ["{uploadId}"]}
PRODUCTIONS = {"production_ids": ["{productionId}"]}
NEW_PRODUCTION = {"request_id": "{fresh}", "upload_id": "{uploadId}"}

ROWS = (
    RpcRow("accounts.AccountsService/ResolveToken", SERVICES, same("OK"), {"token": "{secret}"}),
    RpcRow(
        "accounts.AccountsService/BatchGetUsers", SERVICES, same("OK"), {"user_ids": ["{ownerId}"]}
    ),
    RpcRow("library.LibraryService/BatchGetUploads", SERVICES, "OK empty OK", UPLOADS),
    RpcRow(
        "drafts.DraftsService/GetSealedTimeline",
        "render",
        same("OK"),
        {"export_id": "{renderId}"},
    ),
    RpcRow(
        "render.RenderService/GetRender", SERVICES, f"OK {DENIED} OK", {"render_id": "{renderId}"}
    ),
    RpcRow("render.NodeService/Claim", "node", same("empty"), {**NODE, "kinds": ["none"]}),
    RpcRow("render.NodeService/Heartbeat", "node", same("empty"), PIECE),
    RpcRow("render.NodeService/Complete", "node", same(STALE), PIECE),
    RpcRow("render.NodeService/GiveBack", "node", same(STALE), PIECE),
    RpcRow("render.NodeService/Fail", "node", same(STALE), {**PIECE, **FAULT}),
    RpcRow(
        "hls.HlsService/CreateProduction",
        "publish campaigns",
        f"{DENIED} {DENIED} OK",
        NEW_PRODUCTION,
    ),
    RpcRow("hls.HlsService/BatchGetProductions", "publish campaigns", same("OK"), PRODUCTIONS),
    RpcRow("hls.HlsService/BatchGetPlayback", "publish campaigns", same("OK"), PRODUCTIONS),
    RpcRow("hls.PackagerService/Claim", "packager", same("answered"), PACKAGER),
    RpcRow("hls.PackagerService/Heartbeat", "packager", same("empty"), TASK),
    RpcRow("hls.PackagerService/Complete", "packager", same("INVALID_ARGUMENT"), TASK),
    RpcRow("hls.PackagerService/GiveBack", "packager", same(STALE), TASK),
    RpcRow("hls.PackagerService/Fail", "packager", same(STALE), {**TASK, **FAULT}),
)
