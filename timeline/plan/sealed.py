# SPDX-License-Identifier: Apache-2.0
"""A timeline with the details of its uploads: everything that planning reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from timeline.document.timeline import Timeline
from timeline.document.uploads import UploadDetails
from timeline.spec import canonical


@dataclass(frozen=True, slots=True)
class SealedTimeline:
    """A timeline as it was when its export was requested, and its uploads by id."""

    timeline: Timeline
    uploads: Mapping[int, UploadDetails]

    def to_json(self) -> str:
        """Write the document and the details of its uploads as one JSON text."""
        uploads = [json.loads(canonical.encode(upload)) for upload in self.uploads.values()]
        return json.dumps({"timeline": self.timeline.to_document(), "uploads": uploads})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON that to_json wrote."""
        data = json.loads(text)
        uploads = [canonical.decode(UploadDetails, json.dumps(each)) for each in data["uploads"]]
        timeline = Timeline.model_validate(data["timeline"])
        return cls(timeline, {upload.upload_id: upload for upload in uploads})
