# SPDX-License-Identifier: Apache-2.0
"""What a production of a draft has beside other productions: its draft, its seal and its master."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from services.hls.coordinator.domain.production import Production


def master_folder(ulid: str) -> str:
    """Return the folder of the master of a production, with its final slash."""
    return f"masters/{ulid}/"


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A draft and the video that it is of."""

    draft_id: int
    upload_id: int


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """What drafts answers when a draft is sealed; without an export, the upload is the master.

    `config` is the JSON of the configuration.
    """

    draft_id: int
    upload_id: int
    export_id: str
    name: str
    story: str
    config: str


@dataclass(frozen=True, slots=True)
class MasterProgress:
    """How much of the master of a production is rendered; the newest (attempt, seq) wins."""

    percent: int = 0
    attempt: int = 0
    seq: int = 0

    def advance(self, newer: MasterProgress) -> MasterProgress:
        """Return the newer one of two."""
        is_newer = (newer.attempt, newer.seq) > (self.attempt, self.seq)
        return newer if is_newer else self


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProduction:
    """The draft that a production was made of.

    Until it is sealed, only the holder of its lease, which lasts to `leased_until`, seals it. It
    `is_named` when the request named the production, whatever the draft says.
    """

    production_id: int
    draft_id: int
    leased_until: dt.datetime
    is_named: bool = False
    body_sha256: str = ""
    is_sealed: bool = False
    export_id: str = ""
    config: str | None = None
    master: MasterProgress = MasterProgress()

    def named(self, production: Production, seal: SealedDraft) -> Production:
        """Return the production with the name of its draft, unless its request named it."""
        if self.is_named or not seal.name.strip():
            return production
        return replace(production, name=seal.name.strip())

    def seal(self, seal: SealedDraft) -> DraftProduction:
        """Return it with what was sealed."""
        return replace(self, is_sealed=True, export_id=seal.export_id, config=seal.config)

    def advance(self, newer: MasterProgress) -> DraftProduction:
        """Return it with the progress of its master, unless it has a newer one."""
        return replace(self, master=self.master.advance(newer))
