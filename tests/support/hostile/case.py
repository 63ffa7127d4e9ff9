# SPDX-License-Identifier: Apache-2.0
"""The cases of the corpus of odd and hostile files, each with its expected outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.media.ffmpeg import run
from tests.support.media.video import make_video

SOURCE_ID = 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """The file is accepted; a video has so many frames of this size, other files have none."""

    width: int = 320
    height: int = 180
    frames: int = 30
    is_readable: bool = True
    """Whether the bar codes of nearly all frames must be readable."""

    def __str__(self) -> str:
        if self.frames:
            return f"normalised, {self.frames} frames of {self.width}×{self.height}"
        return f"accepted, {self.width}×{self.height}" if self.width else "accepted as audio"


@dataclass(frozen=True, slots=True)
class Rejected:
    """The file is rejected with this code and a reason that names the file."""

    code: str

    def __str__(self) -> str:
        return f"rejected: `{self.code}`"


Outcome = Accepted | Rejected
ACCEPTED_AUDIO = Accepted(0, 0, 0)


@dataclass(frozen=True, slots=True)
class HostileCase:
    """One file of the corpus: how it is made, and as which kind it is uploaded."""

    name: str
    about: str
    make: Callable[[FileMaker], bytes]
    outcome: Outcome
    kind: str = "video"


@dataclass(slots=True)
class FileMaker:
    """Makes the files of the corpus in a folder, from videos that are made once."""

    folder: Path
    _made: dict[str, Path] = field(default_factory=dict)

    def base(self, extra: tuple[str, ...] = (), seconds: float = 1) -> Path:
        """Return a video of 320 by 180 at 30 frames a second with bar codes and a tone."""
        key = repr((extra, seconds))
        if key not in self._made:
            path = self.folder / f"base-{len(self._made)}.mp4"
            self._made[key] = make_video(path, seconds, "320x180", extra=extra)
        return self._made[key]

    def front(self) -> bytes:
        """Return three seconds whose index is before the media data."""
        return self.base(("-movflags", "+faststart"), 3).read_bytes()

    def back(self) -> bytes:
        """Return three seconds whose index is after the media data."""
        return self.base((), 3).read_bytes()

    def ffmpeg(self, *options: str, suffix: str = ".mp4", source: Path | None = None) -> bytes:
        """Convert the base video and return the bytes."""
        first = ["-i", str(source or self.base())]
        return self.make([*first, *options], suffix=suffix)

    def make(self, options: list[str], *, suffix: str) -> bytes:
        """Make a file with ffmpeg and return its bytes."""
        target = self.folder / f"made{suffix}"
        target.unlink(missing_ok=True)
        run(["ffmpeg", "-v", "error", "-nostdin", "-y", *options, str(target)])
        return target.read_bytes()


def converted(*options: str, suffix: str = ".mp4") -> Callable[[FileMaker], bytes]:
    """Return a function that makes a file by converting the base video with ffmpeg."""
    return lambda room: room.ffmpeg(*options, suffix=suffix)


def literal(content: bytes) -> Callable[[FileMaker], bytes]:
    """Return a function that makes a file of fixed content."""
    return lambda _: content


def by_name(cases: list[HostileCase]) -> Mapping[str, HostileCase]:
    """Return cases by their names, which must differ."""
    named = {case.name: case for case in cases}
    assert len(named) == len(cases), "two files of the corpus have the same name"
    return named
