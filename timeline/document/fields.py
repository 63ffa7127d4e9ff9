# SPDX-License-Identifier: Apache-2.0
"""The words, numbers and colours of which the items of a timeline are made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from timeline.document.numbers import Seconds


def _no_truth_value(value: object) -> object:
    # Python takes False for 0, and so would a list of allowed numbers.
    return None if isinstance(value, bool) else value


Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
UploadId = Annotated[int, Field(ge=1, le=2**63 - 1)]
PresetId = Annotated[int, Field(ge=1, le=2**63 - 1)]
ItemId = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Name = Annotated[str, StringConstraints(max_length=255)]
Description = Annotated[str, StringConstraints(max_length=2000)]
ShortEdge = Literal[360, 480, 540, 720, 1080, 1440, 2160]
BoostDb = Annotated[Literal[0, 3, 6, 9], BeforeValidator(_no_truth_value)]
FillStyle = Literal["none", "blur", "color", "image"]
FillBrightness = Literal["light3", "light2", "light1", "neutral", "dim1", "dim2", "dim3"]
FillBlur = Literal["soft", "medium", "strong", "very_strong"]
Fade = Literal["none", "in", "out", "in_out"]
Inset = Literal["small", "medium", "large"]
TimingRule = Literal["entire", "first_only"]
Position = Literal[
    "top_left",
    "top_center",
    "top_right",
    "middle_left",
    "middle_center",
    "middle_right",
    "bottom_left",
    "bottom_center",
    "bottom_right",
]
"""The nine places of the grid."""


class DocumentModel(BaseModel):
    """A part of the document: camelCase on the wire, immutable, keeping keys it does not know."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="allow", frozen=True, strict=True, allow_inf_nan=False
    )

    @property
    def unknown(self) -> dict[str, Any]:  # Any: JSON that nobody here interprets.
        """The keys this version does not know, kept as they were sent."""
        return self.model_extra or {}


class TrackItem(DocumentModel):
    """Whatever lies on a track: it has an id that no other item of the document has."""

    id: ItemId


class TimedItem(TrackItem):
    """An item that says itself when it begins and ends."""

    start_seconds: Seconds
    end_seconds: Seconds
