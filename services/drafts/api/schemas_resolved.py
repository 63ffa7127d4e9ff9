# SPDX-License-Identifier: Apache-2.0
"""The JSON of resolved timelines: frames count from 0, pixels from the frame's top left corner."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chassis.rest import ResponseBody

Frame = Annotated[int, Field(examples=[0])]
Frames = Annotated[int, Field(ge=0, examples=[60])]
Pixels = Annotated[int, Field(examples=[540])]
ColorText = Annotated[str, Field(examples=["#000000"])]
UploadNumber = Annotated[int, Field(ge=1, examples=[42])]


class FrameSizeResource(ResponseBody):
    """The size of a picture in pixels."""

    width: Pixels = Field(description="The width.")
    height: Pixels = Field(description="The height.")


class BoxResource(ResponseBody):
    """A rectangle in pixels; it may reach beyond the frame."""

    x: Pixels = Field(description="The left edge.")
    y: Pixels = Field(description="The top edge.")
    width: Pixels = Field(description="The width.")
    height: Pixels = Field(description="The height.")


class CropResource(ResponseBody):
    """Which part of an image is drawn where; only what lies in the item's box is seen."""

    picture: FrameSizeResource = Field(description="The size in which the image is cropped.")
    source: BoxResource = Field(description="The part of the image.")
    target: BoxResource = Field(description="Where in the frame this part is drawn.")


class FillResource(ResponseBody):
    """What is behind a picture that leaves parts of the frame free."""

    kind: Literal["color", "image", "blur"] = Field(
        description="A colour, an image, or the clip itself, enlarged and blurred.",
        examples=["color"],
    )
    color: ColorText | None = Field(default=None, description="The colour (`color`).")
    upload_id: UploadNumber | None = Field(default=None, description="The image (`image`).")
    crop: CropResource | None = Field(
        default=None, description="How the image covers the frame (`image`)."
    )
    size: FrameSizeResource | None = Field(
        default=None, description="The size in which the clip is blurred (`blur`)."
    )
    sigma: float | None = Field(
        default=None, description="The blur in pixels at that size (`blur`).", examples=[8.0]
    )
    brightness: float | None = Field(
        default=None, description="Added to the brightness, of 1 (`blur`).", examples=[-0.06]
    )
    saturation: float | None = Field(
        default=None, description="The factor of the saturation (`blur`).", examples=[0.9]
    )


class TransitionResource(ResponseBody):
    """How an item replaces the one before it."""

    kind: str = Field(description="The kind of `transitionIn`.", examples=["dissolve"])
    direction: str = Field(description="Where it moves to.", examples=["left"])
    frames: Frames = Field(description="Its length.")


class BaseItemResource(ResponseBody):
    """An item or a gap of the base track; they follow one another without a break."""

    item_id: str | None = Field(description="The item; null for a gap.", examples=["clip-1"])
    track: str | None = Field(description="Its track; null for a gap.", examples=["clips"])
    kind: Literal["clip", "still", "freeze", "gap"] = Field(
        description="A video, an image, one frame of a video, or nothing.", examples=["clip"]
    )
    start_frame: Frame = Field(description="The first frame.")
    frames: Frames = Field(description="How many frames it is shown.")
    upload_id: UploadNumber | None = Field(default=None, description="The video or the image.")
    source_frame: Frame | None = Field(
        default=None,
        description="The first frame of the source, counted at the rate of the export.",
    )
    source_frames: Frames | None = Field(
        default=None,
        description="How many frames the source has; the last one is repeated after them.",
    )
    speed_pct: float = Field(default=100, description="The speed in percent.", examples=[100])
    box: BoxResource | None = Field(default=None, description="Where the whole picture lies.")
    crop: CropResource | None = Field(default=None, description="How an image is drawn (`still`).")
    fill: FillResource | None = Field(description="What is behind it; null when it is covered.")
    transition: TransitionResource | None = Field(
        default=None, description="How it replaces the item before it; null for a cut."
    )
    has_motion: bool = Field(default=False, description="Whether a still moves.", examples=[False])


class RampResource(ResponseBody):
    """The frames over which something grows from 0 to 1, or falls to 0."""

    start_frame: Frame = Field(description="The first frame, at which it has the first value.")
    frames: Frames = Field(description="After how many frames it has the last value.")


class SlideResource(RampResource):
    """A horizontal movement; a value `t` from 0 to 1 is eased by its cube."""

    from_x: Pixels = Field(description="The left edge at first.")
    to_x: Pixels = Field(description="The left edge at last.")
    easing: Literal["slowing", "speeding"] = Field(
        description="slowing: 1 - (1 - t)^3; speeding: t^3.", examples=["slowing"]
    )


class BorderResource(ResponseBody):
    """A border inside the edges of a box, around the picture."""

    width: Pixels = Field(description="Its width.")
    color: ColorText = Field(description="Its colour.")


class AnchorResource(ResponseBody):
    """The point from which the position in the `oFFs` chunk of a text image is counted."""

    x: Pixels = Field(description="From the left edge of the frame.")
    y: Pixels = Field(description="From the top edge of the frame.")


class LayerImageResource(ResponseBody):
    """What a layer shows: a video, an image or a text, of which the others are null."""

    key: str | None = Field(
        default=None,
        description="A text image, read from `/api/text-images/{key}.png`.",
        examples=["9f1c2a" + "0" * 58],
    )
    upload_id: UploadNumber | None = Field(default=None, description="An image.")
    video_upload_id: UploadNumber | None = Field(default=None, description="A video.")
    source_frame: Frame | None = Field(default=None, description="The first frame of the video.")
    source_frames: Frames | None = Field(default=None, description="How many frames the video has.")


class LayerResource(ResponseBody):
    """One picture above the base track; an item may have several."""

    item_id: str = Field(description="The item.", examples=["title-1"])
    track: str = Field(description="Its track.", examples=["screenTitles"])
    kind: Literal["video", "image", "text", "color", "exact"] = Field(
        description="What is drawn; `exact` is drawn by exports only.", examples=["image"]
    )
    start_frame: Frame = Field(description="The first frame.")
    frames: Frames = Field(description="How many frames it is shown.")
    box: BoxResource | None = Field(
        description="Where it lies; null for a text, whose image says it, and for `exact`."
    )
    opacity: float = Field(default=1, description="From 0 to 1.", examples=[1.0])
    fade_in: RampResource | None = Field(
        default=None, description="Where its opacity grows from 0."
    )
    fade_out: RampResource | None = Field(default=None, description="Where its opacity falls to 0.")
    slide: SlideResource | None = Field(default=None, description="Its movement.")
    reveal: RampResource | None = Field(
        default=None,
        description="Its growth about its centre, from a fifth: 0.2 + 0.8 (1 - (1 - t)^3).",
    )
    crop: CropResource | None = Field(default=None, description="How an image is drawn.")
    border: BorderResource | None = Field(default=None, description="The border of an image.")
    color: ColorText | None = Field(default=None, description="The colour (`color`).")
    anchor: AnchorResource | None = Field(default=None, description="The anchor of a text.")
    image: LayerImageResource | None = Field(default=None, description="What it shows.")


class DuckingResource(ResponseBody):
    """How music is lowered while the programme or a narration is loud."""

    amount_db: float = Field(description="By at most so many decibels.", examples=[12.0])
    threshold: float = Field(description="Above this amplitude, of 1.", examples=[0.08])
    is_abrupt: bool = Field(description="Whether at once by the whole amount.", examples=[False])


class SoundResource(ResponseBody):
    """The audio of one item, before the mix is brought to its loudness."""

    item_id: str = Field(description="The item.", examples=["clip-1"])
    track: str = Field(description="Its track.", examples=["clips"])
    start_frame: Frame = Field(description="The first frame.")
    frames: Frames = Field(description="How many frames it is heard.")
    upload_id: UploadNumber = Field(description="The video or audio upload.")
    source_sample: int = Field(
        ge=0, description="The first sample of the source at 48 kHz.", examples=[0]
    )
    is_repeated: bool = Field(
        description="Whether it starts again at that sample when the source ends.", examples=[False]
    )
    gain: list[tuple[float, float]] = Field(
        description="Frames and decibels; between two of them the amplitude is a straight line,"
        " and -100 dB is silence.",
        examples=[[[0, 0]]],
    )
    ducking: DuckingResource | None = Field(
        default=None, description="How it is lowered by speech."
    )
    ends_at_speech: bool = Field(
        default=False, description="Whether music fades out where speech begins.", examples=[False]
    )


class FileSizeResource(ResponseBody):
    """How large the file of an export becomes, in bytes."""

    expected: int = Field(ge=0, description="What exports take as a rule.", examples=[1_120_000])
    peak: int = Field(
        ge=0, description="What it takes when much moves all the time.", examples=[3_346_000]
    )


class ResolvedProblemResource(ResponseBody):
    """One problem of a timeline, and the item that has it."""

    pointer: str = Field(
        description="Where it is, as RFC 6901.", examples=["/timeline/clips/0/uploadId"]
    )
    error: str = Field(description="Its code.", examples=["upload_not_found"])
    detail: str = Field(
        description="What is wrong, for people.", examples=["Upload 9 does not exist."]
    )
    item_id: str | None = Field(description="The item; null for others.", examples=["clip-1"])


class ResolvedTimelineAnswer(ResponseBody):
    """A timeline in frames and pixels, as an export shows and plays it."""

    revision: int | None = Field(description="Of the project; null without one.", examples=[3])
    fps: str = Field(description="Frames in a second.", examples=["30000/1001"])
    frames: Frames = Field(description="The length.")
    size: FrameSizeResource = Field(description="The size of the frame.")
    file_size: FileSizeResource = Field(description="How large an export becomes, about.")
    etag: str = Field(
        description="Changes when the answer does; also the ETag.", examples=["9f1c2a"]
    )
    background: FillResource = Field(description="What is behind everything.")
    base: list[BaseItemResource] = Field(description="The base track.")
    layers: list[LayerResource] = Field(description="The layers above it, from bottom to top.")
    sounds: list[SoundResource] = Field(description="Everything that is heard.")
    problems: list[ResolvedProblemResource] = Field(
        description="Everything that keeps the timeline from being saved or exported."
    )
