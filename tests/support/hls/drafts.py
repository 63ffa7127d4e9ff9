# SPDX-License-Identifier: Apache-2.0
"""Production drafts in memory, in place of drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chassis.errors import ApiError, ErrorKind
from services.hls.coordinator.domain.cues import Cue
from services.hls.coordinator.domain.draft_production import FoundDraft, SealedDraft
from services.hls.coordinator.domain.production import Production

EXPORT_ID = "4a5f0c9e-3b1d-4a57-9d5e-0c7e3f1b2a68"


@dataclass
class MemoryDraft:
    """A draft of a user; without an export it changes nothing of its video."""

    draft_id: int
    user_id: int
    upload_id: int
    export_id: str = EXPORT_ID
    name: str = ""
    story: str = ""
    is_active: bool = True


class MemoryDraftClient:
    """Drafts that are sealed once for each production; `before_seal` may raise an error."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Delete everything."""
        self.drafts: dict[int, MemoryDraft] = {}
        self.seals: dict[str, SealedDraft] = {}
        self.cancelled: list[str] = []
        self.cues: dict[tuple[int, str], list[Cue]] = {}
        self.before_seal: Callable[[], None] = lambda: None
        self.after_seal: Callable[[], None] = lambda: None

    def put(self, draft: MemoryDraft) -> MemoryDraft:
        """Store a draft."""
        self.drafts[draft.draft_id] = draft
        return draft

    def get_draft(self, *, user_id: int, draft_id: int) -> FoundDraft:
        draft = self.drafts.get(draft_id)
        if draft is None:
            raise ApiError(ErrorKind.NOT_FOUND, "draft_not_found", "There is no such draft.")
        if draft.user_id != user_id:
            raise ApiError(ErrorKind.FORBIDDEN, "forbidden", "It belongs to another user.")
        return FoundDraft(draft.draft_id, draft.upload_id)

    def find_draft(self, *, user_id: int, upload_id: int) -> FoundDraft | None:
        for draft in self.drafts.values():
            if (draft.user_id, draft.upload_id, draft.is_active) == (user_id, upload_id, True):
                return FoundDraft(draft.draft_id, draft.upload_id)
        return None

    def seal_draft(self, production: Production, *, draft_id: int) -> SealedDraft:
        self.before_seal()
        if production.ulid in self.seals:
            return self.seals[production.ulid]
        draft = self.drafts[draft_id]
        if not draft.is_active:
            raise ApiError(ErrorKind.UNPROCESSABLE, "invalid_state", "This draft is archived.")
        draft.is_active = False
        config = '{"config":{"logoUploadId":3},"presets":{}}'
        seal = SealedDraft(
            draft_id, draft.upload_id, draft.export_id, draft.name, draft.story, config
        )
        self.seals[production.ulid] = seal
        self.after_seal()
        return seal

    def get_text_cues(self, *, user_id: int, export_id: str) -> Sequence[Cue]:
        return self.cues.get((user_id, export_id), [])

    def cancel_master(self, production: Production) -> None:
        self.cancelled.append(production.ulid)
