# SPDX-License-Identifier: Apache-2.0
"""The packet table of a file, and what it must say of a chunk, a mezzanine and a joined film."""

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
    """A file is not what its recipe promised; the message lists every difference."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet in ticks of its stream's time base, in decoding order, and its place in bytes."""

    pts: int
    dts: int | None
    duration: int
    size: int
    key: bool
    position: int | None = None


@dataclass(frozen=True, slots=True)
class StreamPackets:
    """All packets of one stream."""

    kind: str
    codec: str
    time_base: Fraction
    extradata: str | None
    packets: tuple[Packet, ...]

    @property
    def end(self) -> int:
        """The tick at which the last presented packet ends."""
        if not self.packets:
            return 0
        last = max(self.packets, key=lambda p: p.pts)
        return last.pts + (last.duration or self._last_gap())

    def _last_gap(self) -> int:
        """Live containers state no duration for the last packet: assume its neighbour's."""
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
        """When the picture ends, or the sound of a file without one."""
        main = self.video or self.audio
        return main.end_seconds if main else Fraction(0)


def packets_argv(path: Path) -> list[str]:
    """Ask ffprobe for the packet table of a file."""
    # ffprobe hashes the packets, too, though nobody asks for that: so the hash is a quick one.
    return [
        *("ffprobe", "-v", "error", *INGEST_FLAGS, "-show_data_hash", "murmur3"),
        *("-show_entries", f"{STREAM_ENTRIES}:{PACKET_ENTRIES}", "-of", "compact", "-i", str(path)),
    ]


def parse_packets(text: str) -> PacketTable:
    """Read ffprobe's compact answer; packets without a presentation time are left out."""
    streams: dict[str, dict[str, str]] = {}
    packets: dict[str, list[Packet]] = {}
    # One line at a time: a film of twenty minutes has a hundred thousand of them.
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
    """The frames at which a film of such chunk lengths has its key frames."""
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
    """Refuse a chunk that is not exactly its frames, or whose headers differ from the film's."""
    check_join(table, chunks=[frames], rate=rate, extradata=extradata, samples=None)


def check_join(
    table: PacketTable,
    *,
    chunks: Sequence[int],
    rate: FrameRate,
    extradata: str | None,
    samples: int | None,
) -> None:
    """Refuse a film whose frames, key frames, headers or sound are not those of its pieces."""
    found = _picture_faults(table.video, frames=sum(chunks), rate=rate)
    if table.video is not None:
        keys = [pts // rate.frame_ticks for pts in sorted(table.video.keyframes)]
        if keys != chunk_keyframes(chunks, rate):
            found.append(f"key frames at {keys[:20]}")
        if extradata is not None and table.video.extradata != extradata:
            found.append("decoder headers differ from the profile's")
    _raise(found + _sound_faults(table.audio, samples))


def check_mezzanine(table: PacketTable, *, frames: int, rate: FrameRate) -> None:
    """Refuse a mezzanine that lacks frames, as that of a damaged upload does."""
    found = _picture_faults(table.video, frames=frames, rate=rate)
    _raise(found + _sound_faults(table.audio, None))


def _raise(found: list[str]) -> None:
    if found:
        raise WrongPackets("; ".join(found))


def _picture_faults(video: StreamPackets | None, *, frames: int, rate: FrameRate) -> list[str]:
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


def _sound_faults(audio: StreamPackets | None, samples: int | None) -> list[str]:
    if samples is None:
        return [] if audio is None else ["sound in a silent piece"]
    if audio is None:
        return ["no audio stream"]
    heard = audio.end_seconds * SAMPLE_RATE
    return [] if heard == samples else [f"{heard} samples instead of {samples}"]
