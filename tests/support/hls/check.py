# SPDX-License-Identifier: Apache-2.0
"""A validator of packaged streams that shares no code with the packager.

It judges by what ffprobe reads from the segments, never by what the playlists claim.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.support.hls.media import Rendition, measure
from tests.support.hls.text import MasterText, MediaText, parse_master, parse_media

Fetch = Callable[[str], bytes]
EXTINF_SLACK = 0.001
# An AAC packet belongs to one segment whole.
SOUND_SLACK = 1024 / 48_000 + 0.001


def hls_violations(source: Path | Fetch, *, master: str = "master.m3u8") -> list[str]:
    """Everything wrong with a stream in a directory or behind a fetch(relative url)."""
    fetch = directory_fetch(source) if isinstance(source, Path) else source
    text = parse_master(fetch(master).decode())
    with tempfile.TemporaryDirectory() as scratch:
        found = list(text.faults)
        videos = {uri: _rendition(fetch, uri, Path(scratch), found) for uri in text.uris}
        sounds = {uri: _rendition(fetch, uri, Path(scratch), found) for uri in text.sound_uris}
    if len({playlist.target for playlist, _ in [*videos.values(), *sounds.values()]}) > 1:
        found.append("renditions differ in TARGETDURATION")
    found += _alignment(videos)
    for uri, (playlist, video) in videos.items():
        found += _variant(text, uri, playlist, video, sounds)
    for uri, (_, sound) in sounds.items():
        found += _sound_follows(uri, sound, next(iter(videos.values()))[1])
    return found


def directory_fetch(root: Path) -> Fetch:
    """Read a packaged directory as a client would."""
    return lambda name: (root / name).read_bytes()


def _rendition(
    fetch: Fetch, uri: str, scratch: Path, found: list[str]
) -> tuple[MediaText, Rendition]:
    playlist = parse_media(fetch(uri).decode())
    folder = uri.rpartition("/")[0]
    names = [f"{folder}/{name}" if folder else name for name in [playlist.init, *playlist.names]]
    parts = [fetch(name) for name in names]
    rendition = measure(parts[0], parts[1:], scratch / uri.replace("/", "_"))
    found += [f"{uri}: {fault}" for fault in [*playlist.faults, *rendition.faults]]
    found += [f"{uri}: {fault}" for fault in _durations(playlist, rendition)]
    return playlist, rendition


def _durations(playlist: MediaText, rendition: Rendition) -> list[str]:
    found = []
    rows = zip(playlist.names, playlist.durations, rendition.durations, strict=True)
    for number, (name, stated, real) in enumerate(rows, start=1):
        # The last AAC packet is longer than the part of it that the header lets be group_sounds.
        last_sound = rendition.is_sound and number == len(playlist.names)
        if abs(stated - real) > (SOUND_SLACK if last_sound else EXTINF_SLACK):
            found.append(f"{name}: EXTINF {stated} but {real:.6f} s of media")
    longest = max(rendition.durations)
    lowest = math.floor(longest + 0.5) if rendition.is_sound else math.ceil(longest - 1e-6)
    # Sound has the target of the pictures, beside which its last packet may end a little earlier.
    highest = math.ceil(longest + SOUND_SLACK) if rendition.is_sound else math.ceil(longest)
    if not lowest <= playlist.target <= highest:
        found.append(f"TARGETDURATION {playlist.target} beside segments of {longest}")
    return found


def _alignment(videos: dict[str, tuple[MediaText, Rendition]]) -> list[str]:
    renditions = [rendition for _, rendition in videos.values()]
    found = []
    for uri, (playlist, rendition) in videos.items():
        if rendition.starts != renditions[0].starts:
            found.append(f"{uri}: cut at {rendition.starts}, not {renditions[0].starts}")
        if rendition.keyframes != renditions[0].keyframes:
            found.append(f"{uri}: key frames differ from the first rendition's")
        if rendition.frames != renditions[0].frames:
            found.append(f"{uri}: {rendition.frames} frames, not {renditions[0].frames}")
        if any(d < 1 - EXTINF_SLACK for d in playlist.durations[:-1]):
            found.append(f"{uri}: a segment under one second that is not the last")
    return found


def _variant(
    master: MasterText,
    uri: str,
    playlist: MediaText,
    video: Rendition,
    sounds: dict[str, tuple[MediaText, Rendition]],
) -> list[str]:
    line = master.variants[uri]
    group = master.groups.get(line.get("AUDIO", ""), [])
    group_sounds = [sounds[name] for name in group]
    found = []
    codecs = ",".join([video.codec, *(sorted({sound.codec for _, sound in group_sounds}))])
    if line.get("CODECS") != codecs:
        found.append(f"{uri}: CODECS {line.get('CODECS')} but the media is {codecs}")
    if line.get("RESOLUTION") != video.resolution:
        found.append(f"{uri}: RESOLUTION {line.get('RESOLUTION')}, not {video.resolution}")
    if abs(float(line.get("FRAME-RATE", 0)) - video.frame_rate) > 0.001:
        found.append(f"{uri}: FRAME-RATE {line.get('FRAME-RATE')}, not {video.frame_rate:.3f}")
    peak = video.peak(playlist.target) + max((s.peak(p.target) for p, s in group_sounds), default=0)
    mean = video.average + max((s.average for _, s in group_sounds), default=0)
    found += _near(f"{uri}: BANDWIDTH", line.get("BANDWIDTH"), peak, lowest=1.0)
    found += _near(f"{uri}: AVERAGE-BANDWIDTH", line.get("AVERAGE-BANDWIDTH"), mean, lowest=0.9)
    return found


def _near(name: str, stated: str | None, real: float, *, lowest: float) -> list[str]:
    ratio = int(stated or 0) / real
    return [] if lowest - 1e-6 <= ratio <= 1.1 else [f"{name} {stated} but measured {real:.0f}"]


def _sound_follows(uri: str, sound: Rendition, video: Rendition) -> list[str]:
    if len(sound.starts) != len(video.starts):
        return [f"{uri}: {len(sound.starts)} segments beside {len(video.starts)} of video"]
    gaps = [abs(a - b) for a, b in zip(sound.starts, video.starts, strict=True)]
    found = []
    if max(gaps) > SOUND_SLACK:
        found.append(f"{uri}: cut up to {max(gaps):.3f} s away from the video")
    if abs(sound.end - video.end) > 0.1:
        found.append(f"{uri}: ends at {sound.end:.3f} beside {video.end:.3f}")
    return found
