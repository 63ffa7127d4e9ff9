# SPDX-License-Identifier: Apache-2.0
"""A corpus of odd and hostile files, each with what must become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.media.ffrun import run
from tests.support.media.film import film

SOURCE_ID = 1


@dataclass(frozen=True, slots=True)
class Right:
    """It is taken: a film shows so many frames of this size; others have no frames."""

    width: int = 320
    height: int = 180
    frames: int = 30
    is_readable: bool = True
    """Whether the bar codes must still be read from nearly every frame."""

    def __str__(self) -> str:
        if self.frames:
            return f"rendered right, {self.frames} frames of {self.width}×{self.height}"
        return f"taken, {self.width}×{self.height}" if self.width else "taken as sound"


@dataclass(frozen=True, slots=True)
class Rejected:
    """It is refused with this code and a reason that names the file."""

    code: str

    def __str__(self) -> str:
        return f"refused: `{self.code}`"


Outcome = Right | Rejected
TAKEN_SOUND = Right(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Case:
    """One file of the corpus: how it is made in a workroom, and what it is sent as."""

    name: str
    about: str
    make: Callable[[Workroom], bytes]
    outcome: Outcome
    kind: str = "video"


@dataclass(slots=True)
class Workroom:
    """A folder in which the files are made, with the films they are made from."""

    folder: Path
    _made: dict[str, Path] = field(default_factory=dict)

    def base(self, extra: tuple[str, ...] = (), seconds: float = 1) -> Path:
        """Return a film of 320 by 180 at 30 frames with a bar code in each and a tone."""
        key = repr((extra, seconds))
        if key not in self._made:
            path = self.folder / f"base-{len(self._made)}.mp4"
            self._made[key] = film(path, seconds, "320x180", extra=extra)
        return self._made[key]

    def front(self) -> bytes:
        """Return three seconds whose index stands before the pictures."""
        return self.base(("-movflags", "+faststart"), 3).read_bytes()

    def back(self) -> bytes:
        """Return three seconds whose index stands behind the pictures."""
        return self.base((), 3).read_bytes()

    def ffmpeg(self, *options: str, suffix: str = ".mp4", source: Path | None = None) -> bytes:
        """Convert the base film and return the bytes."""
        first = ["-i", str(source or self.base())]
        return self.make([*first, *options], suffix=suffix)

    def make(self, options: list[str], *, suffix: str) -> bytes:
        """Let ffmpeg make a file and return its bytes."""
        target = self.folder / f"made{suffix}"
        target.unlink(missing_ok=True)
        run(["ffmpeg", "-v", "error", "-nostdin", "-y", *options, str(target)])
        return target.read_bytes()


def converted(*options: str, suffix: str = ".mp4") -> Callable[[Workroom], bytes]:
    """Make the maker of a file that ffmpeg converts from the base film."""
    return lambda room: room.ffmpeg(*options, suffix=suffix)


def literal(content: bytes) -> Callable[[Workroom], bytes]:
    """Make the maker of a file that is the same everywhere."""
    return lambda _: content


def by_name(cases: list[Case]) -> Mapping[str, Case]:
    """Order cases by their names, which must differ."""
    named = {case.name: case for case in cases}
    assert len(named) == len(cases), "two files of the corpus have one name"
    return named
