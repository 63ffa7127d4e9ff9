# SPDX-License-Identifier: Apache-2.0
"""The packet table of a file, and the checks that it passes for a chunk, mezzanine and export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

from media.probe import INGEST_FLAGS
from media.timecode import SAMPLE_RATE, FrameRate

STREAM_ENTRIES = "stream=index,codec_type,codec_name,time_base,extradata_hash"
PACKET_ENTRIES = "packet=stream_index,pts,dts,duration,size,pos,flags"
_LINE = re.compile(r"[^\r\n]+")


class WrongPackets(Exception):
    """A file that was made differs from what was planned; the message lists every difference."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet: times in ticks of the stream's time base, size and position in bytes."""

    pts: int
    dts: int | None
    duration: int
    size: int
    key: bool
    position: int | None = None


@dataclass(frozen=True, slots=True)
class StreamPackets:
    """The packets of one stream in decoding order.

    `leading` are those before them that are decoded and not presented, as an encoder of sound
    writes one.
    """

    kind: str
    codec: str
    time_base: Fraction
    extradata: str | None
    packets: tuple[Packet, ...]
    leading: tuple[Packet, ...] = ()

    @property
    def end(self) -> int:
        """The tick at which the last presented packet ends."""
        if not self.packets:
            return 0
        last = max(self.packets, key=lambda p: p.pts)
        return last.pts + (last.duration or self._last_gap())

    def _last_gap(self) -> int:
        """Return the distance of the last two packets, where a container states no duration."""
        times = self.presentation[-2:]
        return times[-1] - times[0]

    @property
    def end_seconds(self) -> Fraction:
        """The time at which the last presented packet ends."""
        return self.end * self.time_base

    @property
    def presentation(self) -> list[int]:
        """The presentation times in ascending order."""
        return sorted(p.pts for p in self.packets)

    @property
    def keyframes(self) -> list[int]:
        """The presentation times of the key frames."""
        return [p.pts for p in self.packets if p.key]


@dataclass(frozen=True, slots=True)
class PacketTable:
    """The streams of one file."""

    streams: tuple[StreamPackets, ...]

    def stream(self, index: int) -> StreamPackets | None:
        """Return the stream that ffprobe gives this index."""
        return self.streams[index] if index < len(self.streams) else None

    @property
    def video(self) -> StreamPackets | None:
        """The first video stream."""
        return next((s for s in self.streams if s.kind == "video"), None)

    @property
    def audio(self) -> StreamPackets | None:
        """The first audio stream."""
        return next((s for s in self.streams if s.kind == "audio"), None)

    @property
    def end_seconds(self) -> Fraction:
        """The time in seconds at which the video ends, or the audio of a file without video."""
        main = self.video or self.audio
        return main.end_seconds if main else Fraction(0)


def packets_argv(path: Path) -> list[str]:
    """Return the ffprobe command that prints the packet table of a file."""
    # ffprobe also hashes packets whose hash is not printed, so the hash is a fast one.
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS, "-show_data_hash", "murmur3"),
        *("-show_entries", f"{STREAM_ENTRIES}:{PACKET_ENTRIES}", "-of", "compact", "-i", str(path)),
    ]


def parse_packets(text: str) -> PacketTable:
    """Read ffprobe's compact output; packets without a presentation time are left out."""
    streams: dict[str, dict[str, str]] = {}
    packets: dict[str, list[Packet]] = {}
    # One line at a time: the table of twenty minutes has a hundred thousand of them.
    for line in _LINE.finditer(text):
        section, *fields = line[0].split("|")
        entry = dict(field.split("=", 1) for field in fields if "=" in field)
        if section == "stream":
            streams[entry["index"]] = entry
        elif section == "packet" and entry.get("pts", "N/A") != "N/A":
            packets.setdefault(entry["stream_index"], []).append(_packet(entry))
    ordered = sorted(streams.items(), key=lambda item: int(item[0]))
    return PacketTable(tuple(_stream(s, packets.get(index, [])) for index, s in ordered))


def _packet(entry: dict[str, str]) -> Packet:
    dts, duration = entry.get("dts", "N/A"), entry.get("duration", "N/A")
    return Packet(
        pts=int(entry["pts"]),
        dts=None if dts == "N/A" else int(dts),
        duration=0 if duration == "N/A" else int(duration),
        size=int(entry["size"]),
        key="K" in entry["flags"],
        position=int(entry["pos"]) if entry.get("pos", "N/A").isdigit() else None,
    )


def _stream(entry: dict[str, str], packets: Iterable[Packet]) -> StreamPackets:
    return StreamPackets(
        kind=entry.get("codec_type", "unknown"),
        codec=entry.get("codec_name", "unknown"),
        time_base=Fraction(entry["time_base"]),
        extradata=entry.get("extradata_hash"),
        packets=tuple(packets),
    )


def chunk_keyframes(chunks: Sequence[int], rate: FrameRate) -> list[int]:
    """Return the frames that are key frames in an export whose chunks have these lengths."""
    starts = accumulate(chunks, initial=0)
    step = rate.keyframe_interval
    return [
        start + frame
        for start, length in zip(starts, chunks, strict=False)
        for frame in range(0, length, step)
    ]


def check_chunk(
    table: PacketTable, *, frames: int, rate: FrameRate, extradata: str | None = None
) -> None:
    """Raise WrongPackets for a chunk with other frames or other stream headers than planned."""
    check_concat(table, chunks=[frames], rate=rate, extradata=extradata, samples=None)


def check_concat(
    table: PacketTable,
    *,
    chunks: Sequence[int],
    rate: FrameRate,
    extradata: str | None,
    samples: int | None,
) -> None:
    """Raise WrongPackets for an export with other frames, headers or audio than its parts.

    `chunks` are the lengths of the chunks in frames, `samples` is the length of the audio; None
    means that there is no audio.
    """
    found = _video_faults(table.video, frames=sum(chunks), rate=rate)
    if table.video is not None:
        keys = [pts // rate.frame_ticks for pts in sorted(table.video.keyframes)]
        if keys != chunk_keyframes(chunks, rate):
            found.append(f"key frames at {keys[:20]}")
        if extradata is not None and table.video.extradata != extradata:
            found.append("decoder headers differ from the profile's")
    _raise(found + _audio_faults(table.audio, samples))


def check_mezzanine(table: PacketTable, *, frames: int, rate: FrameRate) -> None:
    """Raise WrongPackets for a mezzanine that lacks frames, as that of a damaged upload does."""
    found = _video_faults(table.video, frames=frames, rate=rate)
    _raise(found + _audio_faults(table.audio, None))


def check_edit_proxy(table: PacketTable, *, frames: int, rate: FrameRate) -> None:
    """Raise WrongPackets for an edit proxy that was joined with other frames than its source."""
    _raise(_video_faults(table.video, frames=frames, rate=rate))


def _raise(found: list[str]) -> None:
    if found:
        raise WrongPackets("; ".join(found))


def _video_faults(video: StreamPackets | None, *, frames: int, rate: FrameRate) -> list[str]:
    if video is None:
        return ["no video stream"]
    found = []
    if video.time_base != Fraction(1, rate.timescale):
        found.append(f"time base {video.time_base} instead of 1/{rate.timescale}")
    if len(video.packets) != frames:
        found.append(f"{len(video.packets)} frames instead of {frames}")
    if video.presentation != [i * rate.frame_ticks for i in range(len(video.packets))]:
        found.append("presentation times are not consecutive")
    if not video.packets or not video.packets[0].key:
        found.append("does not start with a key frame")
    return found


def _audio_faults(audio: StreamPackets | None, samples: int | None) -> list[str]:
    if samples is None:
        return [] if audio is None else ["an audio stream where none was planned"]
    if audio is None:
        return ["no audio stream"]
    length = audio.end_seconds * SAMPLE_RATE
    return [] if length == samples else [f"{length} samples instead of {samples}"]
