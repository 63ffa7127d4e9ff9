# SPDX-License-Identifier: Apache-2.0
"""The document create_video_v1: output, clips, and everything a newer client adds."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from media.timecode import as_seconds
from timeline.seconds import Seconds, SpeedPct

VERSION: Final = "create_video_v1"
OTHER_TRACKS = (
    "stills",
    "videoOverlays",
    "videoOverlayStills",
    "graphics",
    "logos",
    "lowerThirds",
    "screenTitles",
    "narration",
    "audioSegments",
    "visualizers",
    "captions",
)


def _no_truth_value(value: object) -> object:
    # Python takes False for 0, and so would a list of allowed numbers.
    return None if isinstance(value, bool) else value


Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
UploadId = Annotated[int, Field(ge=1, le=2**63 - 1)]
ItemId = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Height = Literal[360, 480, 540, 720, 1080, 1440, 2160]
FrameRateName = Literal["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"]
Quality = Literal["draft", "standard", "high"]
BoostDb = Annotated[Literal[0, 3, 6, 9], BeforeValidator(_no_truth_value)]
FillStyle = Literal["none", "blur", "color", "image"]
FillBrightness = Literal["light3", "light2", "light1", "neutral", "dim1", "dim2", "dim3"]
FillBlur = Literal["soft", "medium", "strong", "very_strong"]


class Part(BaseModel):
    """A part of the document: camelCase on the wire, immutable, keeping keys it does not know."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="allow", frozen=True, strict=True, allow_inf_nan=False
    )

    @property
    def unknown(self) -> dict[str, Any]:  # Any: JSON that nobody here interprets.
        """The keys this version does not know, kept as they were sent."""
        return self.model_extra or {}


class Output(Part):
    """How the film is delivered; what is left out follows from the first clips."""

    aspect: Literal["auto", "16:9", "9:16", "1:1", "4:5"] = "auto"
    height: Height | None = None
    fps: FrameRateName = "30"
    quality: Quality = "standard"


class Clip(Part):
    """One stretch of a source video on the base track."""

    id: ItemId
    upload_id: UploadId
    start_seconds: Seconds | None = None
    source_start_seconds: Seconds
    source_end_seconds: Seconds
    audio_enabled: bool = True
    boost_db: BoostDb = 0
    bg_fill_style: FillStyle = "none"
    bg_fill_brightness: FillBrightness = "neutral"
    bg_fill_blur: FillBlur = "medium"
    bg_fill_color: Color | None = None
    bg_fill_image_upload_id: UploadId | None = None
    speed_pct: SpeedPct = 100

    @property
    def length(self) -> Fraction:
        """The exact seconds this clip fills on the timeline."""
        source = as_seconds(self.source_end_seconds) - as_seconds(self.source_start_seconds)
        return source * 100 / as_seconds(self.speed_pct)


class Timeline(Part):
    """A whole film as its author left it."""

    version: Literal["create_video_v1"]
    playhead_seconds: Seconds = 0
    viewport_end_seconds: Seconds | None = None
    guidelines: tuple[Seconds, ...] = Field(default=(), strict=False)
    timeline_background_mode: Literal["none", "color", "image"] = "none"
    timeline_background_color: Color | None = None
    timeline_background_upload_id: UploadId | None = None
    output: Output = Output()
    clips: tuple[Clip, ...] = Field(default=(), strict=False)

    def to_document(self) -> dict[str, Any]:  # Any: the value is JSON.
        """The normalised document: defaults written out, seconds and unknown keys as sent."""
        document = self.model_dump(by_alias=True, mode="json")
        for clip in document["clips"]:
            if clip["startSeconds"] is None:
                del clip["startSeconds"]
        return document


def empty() -> Timeline:
    """The timeline of a project that was just made."""
    return Timeline(version=VERSION)
