# SPDX-License-Identifier: Apache-2.0
"""The JSON of where a production is played."""

from __future__ import annotations

from pydantic import Field

from chassis.rest import ResponseBody, Seconds


class CaptionsLinkView(ResponseBody):
    """Where captions are."""

    language: str = Field(description="A tag of BCP 47.", examples=["en"])
    label: str = Field(description="What menus show.", examples=["English"])
    url: str = Field(
        description="WebVTT, signed.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/captions/en/captions.vtt"],
    )


class PlaybackView(ResponseBody):
    """Where a production is played, relative to the public URL, for some hours."""

    master_url: str = Field(
        description="The master playlist, signed.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/master.m3u8"],
    )
    poster_url: str = Field(
        description="A JPEG of its beginning, signed.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/poster.jpg?v=3"],
    )
    width: int = Field(description="Pixels of the largest rendition.", examples=[1920])
    height: int = Field(description="Pixels of the largest rendition.", examples=[1080])
    duration: Seconds = Field(description="Its length in seconds.")
    is_whole: bool = Field(
        description="Whether all renditions are there; the master playlist gets more until then.",
        examples=[True],
    )
    manifest_url: str | None = Field(
        description="The DASH manifest of the same files, signed; null when there is none.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/manifest.mpd"],
    )
    storyboard_url: str | None = Field(
        description="WebVTT that says where small frames lie in a picture; null until whole.",
        examples=["/media/hls/1772380800.3f9c/01KJS2V0M0000000000000000A/storyboard.vtt"],
    )
    chapters_url: str | None = Field(
        description="WebVTT of its chapters, signed; null for none.", examples=[None]
    )
    captions: list[CaptionsLinkView] = Field(
        description="Its captions, which the master playlist names, too."
    )
