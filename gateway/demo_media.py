# SPDX-License-Identifier: Apache-2.0
"""The media and tracks that the demonstration adds to its clips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DISC = "if(lte(hypot(X-W/2,Y-H/2),W/2-8),255,0)"
_SPOKEN = "Raw clips go in. A video comes out. Nothing is lost on the way."
_VOICES = "/api/create-video/narration/sign"
_MUSIC = "/api/create-video/audio/sign"

_STYLE = {"fontKey": "montserrat", "fontSizePct": 7.0, "position": "middle"}
_DUCKED = {"musicMode": "mix_duck", "musicLevel": "medium", "duckingIntensity": "medium"}


@dataclass(frozen=True, slots=True)
class DemoMedia:
    """A file that an ffmpeg source makes, and how its upload is signed."""

    name: str
    source: str
    request: Mapping[str, Any]  # Any: members of the signing request
    sign_at: str = "/api/sign-upload"

    def argv(self, path: Path) -> list[str]:
        """Return the command that makes the file."""
        still = ["-frames:v", "1"] if path.suffix == ".png" else []
        made = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", self.source]
        return [*made, *still, "-y", str(path)]


def _image(role: str) -> dict[str, str]:
    return {"kind": "image", "imageRole": role}


FREEZE_FRAME = "freeze-frame"
LAST_OF_INSET = 3.967
"""Seconds of the last frame of the inset, which a freeze frame shows further."""

PLAIN_UPLOAD = DemoMedia("", "", {})
"""An upload without a role."""

MEDIA = (
    DemoMedia(
        "logo.png",
        f"color=c=#ff8a3d:s=240x240,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='{_DISC}'",
        {"kind": "logo"},
    ),
    DemoMedia("graphic.png", "testsrc=s=640x360:d=1", _image("overlay")),
    DemoMedia("page.png", "gradients=s=1920x1080:c0=#20304f:c1=#7a2d4f:d=1", _image("title_page")),
    DemoMedia("bar.png", "color=c=#16324f@0.85:s=1200x150,format=rgba", _image("lower_third")),
    DemoMedia("voice.wav", f"flite=text='{_SPOKEN}':voice=slt,aresample=48000", {}, _VOICES),
    DemoMedia(
        "music.wav",
        "aevalsrc=0.2*sin(2*PI*220*t)+0.15*sin(2*PI*277*t)+0.1*sin(2*PI*330*t):d=6:s=48000",
        {},
        _MUSIC,
    ),
)


def tracks(uploads: Mapping[str, int], clips: tuple[int, ...]) -> dict[str, Any]:
    """Return the tracks of a timeline of sixteen seconds: three clips of five, then a still.

    `uploads` are the ids of the media by name, `clips` those of the clips.
    """
    inset = {"sourceStartSeconds": 1, "sourceEndSeconds": 4, "plateStyle": "thin"}
    page = _span("page", 15, 16, uploadId=uploads["page.png"])
    mark = _span("mark", 0, 16, uploadId=uploads["logo.png"], sizePctWidth=10)
    return {
        "stills": [page],
        "videoOverlays": [
            {"id": "inset", "uploadId": clips[2], "startSeconds": 6, "sizePctWidth": 33, **inset}
        ],
        "videoOverlayStills": [_freeze_frame_item(uploads[FREEZE_FRAME])],
        "graphics": [_graphic(uploads["graphic.png"])],
        "logos": [{**mark, "position": "top_right"}],
        "lowerThirds": [_span("bar", 1, 6, uploadId=uploads["bar.png"])],
        "screenTitles": [
            _span("title", 0.5, 4.5, text="Made by Reelmill", customStyle=_STYLE),
            _span("end", 11, 14, text="Nothing is lost on the way", customStyle=_STYLE),
        ],
        "narration": [_span("voice", 1, 6, uploadId=uploads["voice.wav"])],
        "audioSegments": [_span("music", 0, 16, uploadId=uploads["music.wav"], **_DUCKED)],
    }


def _freeze_frame_item(upload_id: int) -> dict[str, Any]:  # Any: members
    inset = {"sourceVideoOverlayId": "inset", "sizePctWidth": 33}
    return _span("freeze-frame", 9, 10.5, uploadId=upload_id, **inset)


def _graphic(upload_id: int) -> dict[str, Any]:
    options = {"fitMode": "contain_transparent", "sizePctWidth": 40, "borderWidthPx": 4}
    return _span("graphic", 11, 14, uploadId=upload_id, animate="slide_in_out", **options)


def _span(name: str, start: float, end: float, **more: Any) -> dict[str, Any]:  # Any: members
    return {"id": name, "startSeconds": start, "endSeconds": end, **more}
