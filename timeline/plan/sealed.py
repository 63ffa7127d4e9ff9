# SPDX-License-Identifier: Apache-2.0
"""A timeline with the facts of its uploads: all that planning may look at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.spec import canonical


@dataclass(frozen=True, slots=True)
class Sealed:
    """What an export was asked for, unchangeable from then on."""

    timeline: Timeline
    uploads: Mapping[int, UploadDetails]

    def to_json(self) -> str:
        """Write the document and the facts as one JSON text."""
        uploads = [json.loads(canonical.encode(facts)) for facts in self.uploads.values()]
        return json.dumps({"timeline": self.timeline.to_document(), "uploads": uploads})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what to_json has written."""
        data = json.loads(text)
        facts = [canonical.decode(UploadDetails, json.dumps(each)) for each in data["uploads"]]
        timeline = Timeline.model_validate(data["timeline"])
        return cls(timeline, {each.upload_id: each for each in facts})
