# SPDX-License-Identifier: Apache-2.0
"""The seal of a draft: what a production was made of, which nothing changes any more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftSeal:
    """What of a draft was sealed for a production.

    `config` is the JSON of its configuration and of the presets that it names. `export_id` is the
    render of the master, None when the draft changes nothing of its video.
    """

    production_ulid: str
    production_id: int
    draft_id: int
    owner_user_id: int
    upload_id: int
    export_id: str | None
    name: str
    story: str
    config: str
    created_at: dt.datetime
