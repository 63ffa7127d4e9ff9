# SPDX-License-Identifier: Apache-2.0
"""What the demonstration lays over its clips: pictures, a title, a voice and music."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DISC = "if(lte(hypot(X-W/2,Y-H/2),W/2-8),255,0)"
_SPOKEN = "Raw clips go in. A film comes out. Nothing is lost on the way."
_VOICES = "/api/create-video/narration/sign"
_MUSIC = "/api/create-video/audio/sign"

_STYLE = {"fontKey": "montserrat", "fontSizePct": 7.0, "position": "middle"}
_DUCKED = {"musicMode": "mix_duck", "musicLevel": "medium", "duckingIntensity": "medium"}


@dataclass(frozen=True, slots=True)
class Ornament:
    """A file made by one ffmpeg source, and how it is signed."""

    name: str
    source: str
    about: Mapping[str, Any]  # Any: members of the signing request
    sign_at: str = "/api/sign-upload"

    def argv(self, path: Path) -> list[str]:
        """Return the command that makes the file."""
        still = ["-frames:v", "1"] if path.suffix == ".png" else []
        made = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", self.source]
        return [*made, *still, "-y", str(path)]


def _image(role: str) -> dict[str, str]:
    return {"kind": "image", "imageRole": role}


FROZEN = "frozen"
LAST_OF_INSET = 3.967
"""The last frame of the inset, which stays on when the inset is over."""

PLAIN = Ornament("", "", {})
"""An upload like any other."""

ORNAMENTS = (
    Ornament(
        "logo.png",
        f"color=c=#ff8a3d:s=240x240,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='{_DISC}'",
        {"kind": "logo"},
    ),
    Ornament("card.png", "testsrc=s=640x360:d=1", _image("overlay")),
    Ornament("page.png", "gradients=s=1920x1080:c0=#20304f:c1=#7a2d4f:d=1", _image("title_page")),
    Ornament("bar.png", "color=c=#16324f@0.85:s=1200x150,format=rgba", _image("lower_third")),
    Ornament("voice.wav", f"flite=text='{_SPOKEN}':voice=slt,aresample=48000", {}, _VOICES),
    Ornament(
        "music.wav",
        "aevalsrc=0.2*sin(2*PI*220*t)+0.15*sin(2*PI*277*t)+0.1*sin(2*PI*330*t):d=6:s=48000",
        {},
        _MUSIC,
    ),
)


def tracks(uploads: Mapping[str, int], clips: tuple[int, ...]) -> dict[str, Any]:
    """Lay sixteen seconds, the last of them a picture behind three clips of five, with all we have.

    The values are members of the timeline document.
    """
    inset = {"sourceStartSeconds": 1, "sourceEndSeconds": 4, "plateStyle": "thin"}
    page = _span("page", 15, 16, uploadId=uploads["page.png"])
    mark = _span("mark", 0, 16, uploadId=uploads["logo.png"], sizePctWidth=10)
    return {
        "stills": [page],
        "videoOverlays": [
            {"id": "inset", "uploadId": clips[2], "startSeconds": 6, "sizePctWidth": 33, **inset}
        ],
        "videoOverlayStills": [_held(uploads[FROZEN])],
        "graphics": [_card(uploads["card.png"])],
        "logos": [{**mark, "position": "top_right"}],
        "lowerThirds": [_span("bar", 1, 6, uploadId=uploads["bar.png"])],
        "screenTitles": [_span("title", 0.5, 4.5, text="Made by Reelmill", customStyle=_STYLE)],
        "narration": [_span("voice", 1, 6, uploadId=uploads["voice.wav"])],
        "audioSegments": [_span("music", 0, 16, uploadId=uploads["music.wav"], **_DUCKED)],
    }


def _held(upload_id: int) -> dict[str, Any]:  # Any: members
    inset = {"sourceVideoOverlayId": "inset", "sizePctWidth": 33}
    return _span("held", 9, 10.5, uploadId=upload_id, **inset)


def _card(upload_id: int) -> dict[str, Any]:
    shown = {"fitMode": "contain_transparent", "sizePctWidth": 40, "borderWidthPx": 4}
    return _span("card", 11, 14, uploadId=upload_id, animate="slide_in_out", **shown)


def _span(name: str, start: float, end: float, **more: Any) -> dict[str, Any]:  # Any: members
    return {"id": name, "startSeconds": start, "endSeconds": end, **more}
