# SPDX-License-Identifier: Apache-2.0
"""The base classes of a timeline document's parts, and the types that their fields share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from timeline.document.numbers import Seconds


def _without_booleans(value: object) -> object:
    # Python compares False as equal to 0, and so would a list of allowed numbers.
    return None if isinstance(value, bool) else value


Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
UploadId = Annotated[int, Field(ge=1, le=2**63 - 1)]
PresetId = Annotated[int, Field(ge=1, le=2**63 - 1)]
ItemId = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Name = Annotated[str, StringConstraints(max_length=255)]
Description = Annotated[str, StringConstraints(max_length=2000)]
BoostDb = Annotated[Literal[0, 3, 6, 9], BeforeValidator(_without_booleans)]
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
"""The nine positions of the grid."""


class DocumentModel(BaseModel):
    """A part of the document: camelCase keys, immutable; unknown keys are stored with the others.

    The docstring of a field is its title and, after a colon, its description in the JSON Schema.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        extra="allow",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    @property
    def unknown(self) -> dict[str, Any]:  # Any: JSON that is not interpreted.
        """The keys that this version does not know, with their values as they were sent."""
        return self.model_extra or {}


class TrackItem(DocumentModel):
    """An item of a track."""

    id: ItemId
    """Id: a name of 1 to 80 characters that no other item of the document has."""


class TimedItem(TrackItem):
    """An item with a start and an end on the timeline."""

    start_seconds: Seconds
    """Start: the time on the timeline at which the item begins, in seconds."""

    end_seconds: Seconds
    """End: the time on the timeline at which the item ends, in seconds, after its start."""
