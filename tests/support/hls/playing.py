# SPDX-License-Identifier: Apache-2.0
"""Play a stream as a client would: follow its playlists by signed links, and decode everything."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.support.media.ffmpeg import run

_RATE, _AUDIBLE = 48_000, 327
_URI = re.compile(r'URI="([^"]+)"')


@dataclass(frozen=True)
class Played:
    """One rendition as it was decoded."""

    width: int
    height: int
    seconds: float


def played(fetch: Callable[[str], bytes], folder: Path) -> dict[str, Played]:
    """Download a stream from its master playlist on, and decode every rendition of it."""
    variants = _download(fetch, "master.m3u8", folder)
    for name in sorted({*variants, *_audio(folder)}):
        for part in _download(fetch, name, folder):
            _save(fetch, part, folder)
    return {name: _decoded(folder / name) for name in variants}


def decoded_starts(fetch: Callable[[str], bytes], folder: Path) -> list[Fraction]:
    """Return when the first frame of each rendition and sound is presented, by its own clock."""
    variants = _download(fetch, "master.m3u8", folder)
    sounds = [one for one in _audio(folder) if not one.startswith("captions/")]
    return [_decoded_start(fetch, name, folder) for name in sorted({*variants, *sounds})]


def first_sound(fetch: Callable[[str], bytes], folder: Path) -> Fraction:
    """Return how many seconds after the first picture the first sound is heard.

    A sample counts as heard from a hundredth of the full scale on.
    """
    variants = _download(fetch, "master.m3u8", folder)
    (sound,) = [one for one in _audio(folder) if not one.startswith("captions/")] or variants[:1]
    parts = [_save(fetch, part, folder) for part in _download(fetch, sound, folder)]
    whole = folder / "sound"
    whole.write_bytes(b"".join(parts))
    decode = ["-map", "0:a:0", "-f", "s16le", "-ac", "1", "-ar", str(_RATE), str(folder / "pcm")]
    run(["ffmpeg", "-v", "error", "-y", "-i", str(whole), *decode])
    samples = array("h", (folder / "pcm").read_bytes())
    heard = next(number for number, one in enumerate(samples) if abs(one) > _AUDIBLE)
    shown = _decoded_start(fetch, variants[0], folder, "v:0")
    return _decoded_start(fetch, sound, folder, "a:0") + Fraction(heard, _RATE) - shown


def _decoded_start(
    fetch: Callable[[str], bytes], name: str, folder: Path, stream: str = ""
) -> Fraction:
    parts = _download(fetch, name, folder)
    is_fragmented = parts[0].endswith(".mp4")
    first = folder / "first"
    first.write_bytes(b"".join(_save(fetch, part, folder) for part in parts[: 1 + is_fragmented]))
    show = ["ffprobe", "-v", "error", "-show_entries", "frame=pts_time", "-of", "csv=p=0"]
    show += ["-select_streams", stream] if stream else []
    times = run([*show, "-read_intervals", "%+1", str(first)]).stdout.split()
    return min(Fraction(one.rstrip(",")) for one in times if one.rstrip(",") != "N/A")


def _audio(folder: Path) -> list[str]:
    lines = (folder / "master.m3u8").read_text().splitlines()
    return [_URI.findall(one)[0] for one in lines if one.startswith("#EXT-X-MEDIA:")]


def _download(fetch: Callable[[str], bytes], name: str, folder: Path) -> list[str]:
    """Save a playlist and return the names of what it refers to, but for other audio."""
    text = _save(fetch, name, folder).decode()
    parent = name.rpartition("/")[0]
    prefix = f"{parent}/" if parent else ""
    maps = [_URI.findall(one)[0] for one in text.splitlines() if one.startswith("#EXT-X-MAP:")]
    lines = [one for one in text.splitlines() if one and not one.startswith("#")]
    return [prefix + one for one in [*maps, *lines]]


def _save(fetch: Callable[[str], bytes], name: str, folder: Path) -> bytes:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = fetch(name)
    path.write_bytes(data)
    return data


def _decoded(playlist: Path) -> Played:
    show = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-of", "csv=p=0"]
    extensions = ["-allowed_extensions", "ALL"]
    size = run([*show, *extensions, "-show_entries", "stream=width,height", str(playlist)]).stdout
    width, height = size.strip().splitlines()[0].split(",")[:2]
    decode = ["ffmpeg", "-v", "error", "-xerror", *extensions, "-i", str(playlist)]
    said = run([*decode, "-map", "0:v:0", "-f", "null", "-progress", "pipe:1", "-"])
    assert said.stderr == ""
    times = re.findall(r"out_time_us=(\d+)", said.stdout)
    return Played(int(width), int(height), int(times[-1]) / 1e6)
