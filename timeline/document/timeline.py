# SPDX-License-Identifier: Apache-2.0
"""The document create_video_v1: its root, and all its tracks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import Field

from media.sizes import Quality, ShortEdge
from media.timecode import FrameRateName
from timeline.document.audio_tracks import (
    AudioSegment,
    Narration,
    Visualizer,
)
from timeline.document.base_track import Clip, Still
from timeline.document.fields import Color, DocumentModel, TrackItem, UploadId
from timeline.document.numbers import Seconds
from timeline.document.overlay_tracks import (
    Graphic,
    Logo,
    LowerThird,
    VideoOverlay,
    VideoOverlayStill,
)
from timeline.document.text_tracks import (
    Caption,
    ScreenTitle,
)

VERSION: Final = "create_video_v1"
TRACKS: Final[dict[str, type[TrackItem]]] = {
    "clips": Clip,
    "stills": Still,
    "videoOverlays": VideoOverlay,
    "videoOverlayStills": VideoOverlayStill,
    "graphics": Graphic,
    "logos": Logo,
    "lowerThirds": LowerThird,
    "screenTitles": ScreenTitle,
    "narration": Narration,
    "audioSegments": AudioSegment,
    "visualizers": Visualizer,
    "captions": Caption,
}
"""The name of each track on the wire, and what lies on it."""


class Output(DocumentModel):
    """How the film is delivered; what is left out follows from the first clips."""

    aspect: Literal["auto", "16:9", "9:16", "1:1", "4:5"] = "auto"
    height: ShortEdge | None = None
    fps: FrameRateName = "30"
    quality: Quality = "standard"


class Timeline(DocumentModel):
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
    stills: tuple[Still, ...] = Field(default=(), strict=False)
    video_overlays: tuple[VideoOverlay, ...] = Field(default=(), strict=False)
    video_overlay_stills: tuple[VideoOverlayStill, ...] = Field(default=(), strict=False)
    graphics: tuple[Graphic, ...] = Field(default=(), strict=False)
    logos: tuple[Logo, ...] = Field(default=(), strict=False)
    lower_thirds: tuple[LowerThird, ...] = Field(default=(), strict=False)
    screen_titles: tuple[ScreenTitle, ...] = Field(default=(), strict=False)
    narration: tuple[Narration, ...] = Field(default=(), strict=False)
    audio_segments: tuple[AudioSegment, ...] = Field(default=(), strict=False)
    visualizers: tuple[Visualizer, ...] = Field(default=(), strict=False)
    captions: tuple[Caption, ...] = Field(default=(), strict=False)

    def tracks(self) -> Iterator[tuple[str, tuple[TrackItem, ...]]]:
        """Each track by its name on the wire, with its items in the order of the document."""
        for name, attribute in ATTRIBUTES.items():
            yield name, getattr(self, attribute)

    def to_document(self) -> dict[str, Any]:  # Any: the value is JSON.
        """The normalised document: defaults written out, seconds and unknown keys as sent."""
        document = self.model_dump(by_alias=True, mode="json")
        for clip in document["clips"]:
            if clip["startSeconds"] is None:
                del clip["startSeconds"]
        return document


ATTRIBUTES: Final[dict[str, str]] = {
    field.alias: name for name, field in Timeline.model_fields.items() if field.alias in TRACKS
}
"""The attribute of a timeline that holds each track."""


def empty() -> Timeline:
    """The timeline of a project that was just made."""
    return Timeline(version=VERSION)
