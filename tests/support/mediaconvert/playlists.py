# SPDX-License-Identifier: Apache-2.0
"""The master playlist and the DASH manifest of an output group, measured from its files."""

from __future__ import annotations

import functools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AAC = "mp4a.40.2"


@dataclass(frozen=True)
class MadeOutput:
    """One output of a group: its playlist, and how it is named."""

    playlist: Path
    is_audio: bool

    def durations(self) -> list[float]:
        """Return the seconds of its segments."""
        lines = self.playlist.read_text().splitlines()
        return [float(one[8:].split(",")[0]) for one in lines if one.startswith("#EXTINF:")]

    def segments(self) -> list[Path]:
        """Return its segments."""
        lines = self.playlist.read_text().splitlines()
        return [self.playlist.parent / one for one in lines if one and not one.startswith("#")]

    def rates(self) -> tuple[int, int]:
        """Return its highest and its average bit rate."""
        rows = list(zip(self.segments(), self.durations(), strict=True))
        sizes = [path.stat().st_size * 8 for path, _ in rows]
        peak = max(size / seconds for size, (_, seconds) in zip(sizes, rows, strict=True))
        return int(peak) + 1, int(sum(sizes) / sum(self.durations())) + 1

    def stream(self) -> dict[str, Any]:
        """Return what ffprobe says of it."""
        return _stream_of(self.playlist)

    def codec(self) -> str:
        """Return its codec after RFC 6381."""
        profile = {"High": "6400", "Main": "4d40", "Constrained Baseline": "42c0"}
        stream = self.stream()
        return f"avc1.{profile[stream['profile']]}{int(stream['level']):02x}"


@functools.cache
def _stream_of(playlist: Path) -> dict[str, Any]:
    argv = ["ffprobe", "-v", "error", "-show_streams", "-of", "json", str(playlist)]
    found: dict[str, Any] = json.loads(subprocess.check_output(argv))["streams"][0]
    return found


def master_text(outputs: list[MadeOutput]) -> str:
    """Return the master playlist of a group."""
    audio = [one for one in outputs if one.is_audio]
    lines = ["#EXTM3U", "#EXT-X-VERSION:6", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for one in audio:
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="2",URI="{one.playlist.name}"'
        )
    extra = audio[0].rates() if audio else (0, 0)
    for one in outputs:
        if not one.is_audio:
            lines += [_stream_inf(one, extra, has_audio=bool(audio)), one.playlist.name]
    return "\n".join([*lines, ""])


def _stream_inf(output: MadeOutput, audio: tuple[int, int], *, has_audio: bool) -> str:
    peak, average = output.rates()
    stream = output.stream()
    over, under = stream["r_frame_rate"].split("/")
    codecs = f"{output.codec()},{AAC}" if has_audio else output.codec()
    return (
        f"#EXT-X-STREAM-INF:BANDWIDTH={peak + audio[0]},AVERAGE-BANDWIDTH={average + audio[1]},"
        f'CODECS="{codecs}",RESOLUTION={stream["width"]}x{stream["height"]},'
        f"FRAME-RATE={int(over) / int(under):.3f}" + (',AUDIO="audio"' if has_audio else "")
    )


def manifest_text(outputs: list[MadeOutput]) -> str:
    """Return the DASH manifest of a group."""
    seconds = max(sum(one.durations()) for one in outputs)
    sets = "".join(_adaptation_set(one) for one in outputs)
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
        f'profiles="urn:mpeg:dash:profile:isoff-main:2011" mediaPresentationDuration="PT{seconds}S"'
        f' minBufferTime="PT2S"><Period>{sets}</Period></MPD>'
    )


def _adaptation_set(output: MadeOutput) -> str:
    kind = "audio/mp4" if output.is_audio else "video/mp4"
    codec = AAC if output.is_audio else output.codec()
    urls = "".join(f'<SegmentURL media="{one.name}"/>' for one in output.segments())
    name = output.playlist.stem
    return (
        f'<AdaptationSet mimeType="{kind}"><Representation id="{name}" codecs="{codec}" '
        f'bandwidth="{output.rates()[0]}"><SegmentList duration="{max(output.durations())}">'
        f'<Initialization sourceURL="{name}_init{output.segments()[0].suffix}"/>{urls}'
        "</SegmentList></Representation></AdaptationSet>"
    )
