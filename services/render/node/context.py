# SPDX-License-Identifier: Apache-2.0
"""One piece's workplace: a scratch directory, the storage, and ffmpeg under limits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chassis.process import ChildFailed, Finished, Limits, run
from chassis.storage import Storage
from media.errors import DurationUnknown, NotMedia, Truncated
from media.packets import PacketTable, packets_argv, parse_packets
from media.probe import parse_probe, probe_argv
from media.progress import ProgressReader
from media.streams import MediaProbe
from media.timecode import FrameRange
from services.render.contract.results import CachedFile
from services.render.contract.specs import Assignment
from services.render.coordinator.domain.errors import InputUnusable, Interrupted, PieceFailed
from services.render.node.cache import LocalCache
from services.render.node.loop import CancellationToken

_HOUR = 3600
_READ_BYTES = 1 << 20

LOOK = Limits(timeout=900, output_bytes=256 << 20, memory_bytes=8 << 30, file_bytes=64 << 20)
"""For looking at a file: no child of ours needs longer to read what a person may upload."""

ENCODE = Limits(timeout=6 * _HOUR, stall_timeout=120, memory_bytes=16 << 30)
"""For making a file: however long it takes, but never without a sign of life."""

# Smoothing the edges of blocks can fail no more than it can help where nobody looks.
_UNSEEN = ("-threads", "1", "-skip_loop_filter", "all")

# What ffmpeg says of a file whose end is missing.
_CUT_OFF = ("moov atom not found", "partial file", "File ended prematurely")


@dataclass(slots=True)
class JobContext:
    """The workplace of one piece."""

    folder: Path
    storage: Storage
    cache: LocalCache
    assignment: Assignment
    watch: CancellationToken
    _spent: list[float] = field(default_factory=list)
    _files: dict[str, CachedFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = {file.key: file for file in self.assignment.files}

    @property
    def cpu_seconds(self) -> float:
        """What the children of this bench have taken so far."""
        return sum(self._spent)

    def borrow(self, key: str, frames: Sequence[FrameRange] = ()) -> Path:
        """Return the stored file of a key, as a file of this bench; or what holds its frames."""
        return self.cache.lend(self.facts(key), self.folder, frames)

    def facts(self, key: str) -> CachedFile:
        """Tell what is known of a stored file."""
        if key not in self._files:
            reason = "A stored piece of this film is not there any more; try the render again."
            raise PieceFailed("stored_file_missing", reason)
        return self._files[key]

    def upload(self, storage_key: str) -> Path:
        """Return an upload as a file whose name tells ffmpeg nothing."""
        target = self.folder / "upload"
        local = self.storage.local_path(storage_key)
        if local is not None:
            target.symlink_to(local)
        elif self.storage.head(storage_key) is None:
            raise InputUnusable("object_missing", "The uploaded file is not there any more.")
        else:
            self.storage.fetch(storage_key, target)
        return target

    def encode(
        self, argv: Sequence[str], *, frames: int = 0, until: float = 1.0, cap: int | None = None
    ) -> Finished:
        """Run ffmpeg to make a file; its frames count as progress up to a fraction of the piece."""
        reader = ProgressReader()

        def on_line(line: str) -> None:
            for report in reader.feed(f"{line}\n"):
                if frames:
                    self.watch.report(until * report.percent(frames) / 100)

        return self._run(argv, replace(ENCODE, file_bytes=cap), on_line=on_line)

    def look(
        self,
        argv: Sequence[str],
        *,
        limits: Limits = LOOK,
        env: Mapping[str, str] | None = None,
    ) -> tuple[str, str]:
        """Run a child that only reads, and return all it printed and the end of what it said."""
        lines: list[str] = []
        finished = self._run(argv, limits, on_line=lines.append, env=env)
        return "\n".join(lines), finished.stderr_tail

    def packets(self, path: Path) -> PacketTable:
        """Return the packet table of a file."""
        return parse_packets(self.look(packets_argv(path))[0])

    def probe(self, path: Path, *, count: bool = True) -> MediaProbe:
        """Find out what a file is; one that ffprobe cannot read is NotMedia or Truncated."""
        try:
            answer, _ = self.look(probe_argv(path, count=count))
        except ChildFailed as error:
            # A child ended by a signal tells about us or about a bug, not about the file.
            if error.returncode < 0:
                raise
            if any(words in error.stderr_tail for words in _CUT_OFF):
                raise Truncated("the end of this file is missing") from error
            raise NotMedia("this file could not be read as media") from error
        try:
            return parse_probe(answer)
        except DurationUnknown:
            return parse_probe(answer, measured_end=self.packets(path).end_seconds)

    def decode(self, path: Path, *options: str) -> None:
        """Decode a file of ours, where any message at all is an error."""
        argv = ["ffmpeg", "-v", "error", "-nostdin", "-xerror", *_UNSEEN, *options, "-i", str(path)]
        _, said = self.look([*argv, "-f", "null", "-"])
        if said.strip():
            raise PieceFailed("does_not_decode", f"A finished file does not decode: {said[-300:]}")

    def sha256(self, path: Path) -> str:
        """Return the digest of a file."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(_READ_BYTES):
                digest.update(block)
                if self.watch.is_over():
                    raise Interrupted
        return digest.hexdigest()

    def _run(self, argv: Sequence[str], limits: Limits, **heard: object) -> Finished:
        finished = run(
            argv,
            limits=limits,
            scratch=self.folder,
            cancelled=self.watch.is_over,
            **heard,  # type: ignore[arg-type] # only on_line and env
        )
        self._spent.append(finished.cpu_seconds)
        return finished
