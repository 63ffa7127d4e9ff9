# SPDX-License-Identifier: Apache-2.0
"""The root of a timeline document: its output format and its tracks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import Field

from media.sizes import Aspect, Quality, ShortEdge
from media.timecode import FrameRateName
from timeline.document.audio_tracks import AudioSegment, Narration
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
from timeline.document.visualizer_track import Visualizer

DOCUMENT_VERSION: Final = "create_video_v1"
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
"""The key of each track in the document, and the class of its items."""


class Output(DocumentModel):
    """The format of the export; what is left out follows from the clips."""

    aspect: Literal["auto", Aspect] = "auto"
    """Aspect: the shape of the frame; `auto` is 16:9, 9:16 or 1:1 by the first clip."""

    height: ShortEdge | None = None
    """Height: the short edge of the frame in pixels; by default the largest that fits, to 1080."""

    fps: FrameRateName = "30"
    """Frame rate: in frames per second."""

    quality: Quality = "standard"
    """Quality: how much the video is compressed."""


class Timeline(DocumentModel):
    """A timeline: its view in an editor, its background, its format and its tracks."""

    version: Literal["create_video_v1"]
    """Version: the version of the language."""

    playhead_seconds: Seconds = 0
    """Playhead: where an editor shows its playhead, in seconds; exports do not use it."""

    viewport_end_seconds: Seconds | None = None
    """Viewport end: the last second an editor shows; exports do not use it."""

    guidelines: tuple[Seconds, ...] = Field(default=(), strict=False)
    """Guidelines: the times of an editor's guidelines, in seconds; exports do not use them."""

    timeline_background_mode: Literal["none", "color", "image"] = "none"
    """Background: what is behind all pictures: black, a colour or an image."""

    timeline_background_color: Color | None = None
    """Background colour: the colour of a background of the mode `color`; black by default."""

    timeline_background_upload_id: UploadId | None = None
    """Background image: the id of the image upload of a background of the mode `image`."""

    output: Output = Output()
    """Output: the format of the export."""

    clips: tuple[Clip, ...] = Field(default=(), strict=False)
    """Clips: the ranges of source videos on the base track."""

    stills: tuple[Still, ...] = Field(default=(), strict=False)
    """Stills: the images and freeze frames on the base track."""

    video_overlays: tuple[VideoOverlay, ...] = Field(default=(), strict=False)
    """Video overlays: the videos in boxes above the base track."""

    video_overlay_stills: tuple[VideoOverlayStill, ...] = Field(default=(), strict=False)
    """Video overlay stills: the freeze frames of video overlays."""

    graphics: tuple[Graphic, ...] = Field(default=(), strict=False)
    """Graphics: the images above all other pictures."""

    logos: tuple[Logo, ...] = Field(default=(), strict=False)
    """Logos: the logos."""

    lower_thirds: tuple[LowerThird, ...] = Field(default=(), strict=False)
    """Lower thirds: the images at the bottom of the frame."""

    screen_titles: tuple[ScreenTitle, ...] = Field(default=(), strict=False)
    """Screen titles: the texts above the picture."""

    narration: tuple[Narration, ...] = Field(default=(), strict=False)
    """Narration: the voices over the programme."""

    audio_segments: tuple[AudioSegment, ...] = Field(default=(), strict=False)
    """Audio segments: the music."""

    visualizers: tuple[Visualizer, ...] = Field(default=(), strict=False)
    """Visualizers: the drawings that move with audio."""

    captions: tuple[Caption, ...] = Field(default=(), strict=False)
    """Captions: the words that are shown while they are spoken."""

    def tracks(self) -> Iterator[tuple[str, tuple[TrackItem, ...]]]:
        """Yield the key of each track and its items in the order of the document."""
        for name, attribute in ATTRIBUTES.items():
            yield name, getattr(self, attribute)

    def to_document(self) -> dict[str, Any]:  # Any: the value is JSON.
        """Return the document with all defaults; seconds and unknown keys are as they were sent."""
        document = self.model_dump(by_alias=True, mode="json")
        for clip in document["clips"]:
            if clip["startSeconds"] is None:
                del clip["startSeconds"]
        return document


ATTRIBUTES: Final[dict[str, str]] = {
    field.alias: name for name, field in Timeline.model_fields.items() if field.alias in TRACKS
}
"""The attribute of Timeline for each track, by the key of the track."""


def empty() -> Timeline:
    """Return the timeline of a new project."""
    return Timeline(version=DOCUMENT_VERSION)
