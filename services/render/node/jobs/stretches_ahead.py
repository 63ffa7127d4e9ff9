# SPDX-License-Identifier: Apache-2.0
"""Stretches of sources that cannot be entered midway: each decoding makes several of them.

Whoever decodes such a source from its start for one stretch also makes those behind it, as many as
lie before it. A whole source then takes a few decodings, and not one for each of its stretches.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chassis.process import ChildFailed
from media.ingest import MezzaninePart, stretches_argv
from media.intake import Source
from media.normalise import frame_count
from media.packets import WrongPackets, check_mezzanine
from services.render.node.context import JobContext
from services.render.node.jobs.stretch_files import content_type, storage_key
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import (
    Stretch,
    made_with,
    stretch_at,
    stretch_count,
    stretch_key,
    stretch_length,
)


@dataclass(frozen=True, slots=True)
class StretchesAhead:
    """The job of a stretch that is decoded from the start of its source."""

    context: JobContext
    spec: MezzanineSpec
    part: MezzaninePart

    def make(self, source: Source, target: Path, *, cap: int) -> None:
        """Write the stretch to a file of at most `cap` bytes, and store those behind it.

        If another job has made it already, that file is used. Raises WrongPackets for a source of
        which no frame is decoded.
        """
        if self._is_made(self.spec.key, target):
            return
        following = self._following(source)
        lengths = [len(self.part.frames), *(len(each.frames) for each in following)]
        pattern = target.with_name("stretch-%d.mov")
        argv = stretches_argv(
            source.path, pattern, probe=source.probe, part=self.part, lengths=lengths
        )
        self.context.encode(argv, frames=sum(lengths), until=0.9, cap=cap)
        if not self._file(0).exists():
            raise WrongPackets("no frame was decoded")
        self._file(0).rename(target)
        for number, stretch in enumerate(following, start=1):
            self._store(stretch, self._file(number))

    def _file(self, number: int) -> Path:
        return self.context.folder / f"stretch-{number}.mov"

    def _is_made(self, key: str, target: Path) -> bool:
        """Fetch the stretch, if it is stored and has its frames."""
        stored_as = storage_key(self.part, key)
        if self.context.storage.head(stored_as) is None:
            return False
        self.context.storage.fetch(stored_as, target)
        if self._has_frames(target, len(self.part.frames)):
            return True
        self.context.storage.delete(stored_as)
        return False

    def _following(self, source: Source) -> list[Stretch]:
        """List the stretches behind this one that are made with it."""
        rate, length = self.part.rate, stretch_length(self.part.rate)
        index, frames = self.spec.first_frame // length, frame_count(source.probe, rate)
        count = stretch_count(frames, rate=rate)
        if self._key(index) != self.spec.key:
            return []
        behind = (each for each in made_with(index) if each < count)
        return [stretch_at(each, source_frames=frames, rate=rate) for each in behind]

    def _key(self, index: int) -> str:
        return stretch_key(self.spec.whole_key, index)

    def _store(self, stretch: Stretch, file: Path) -> None:
        if file.exists() and self._has_frames(file, len(stretch.frames)):
            stored_as = storage_key(self.part, self._key(stretch.index))
            self.context.storage.put_file(
                stored_as, file, content_type=content_type(self.part), if_absent=True, take=True
            )

    def _has_frames(self, file: Path, frames: int) -> bool:
        try:
            check_mezzanine(self.context.read_packets(file), frames=frames, rate=self.part.rate)
        except WrongPackets:
            return False
        except ChildFailed as error:
            if error.returncode < 0:
                raise
            return False
        return True
