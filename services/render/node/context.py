# SPDX-License-Identifier: Apache-2.0
"""What a job works with: a scratch directory, its inputs, and ffmpeg under limits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from chassis.jobs.errors import InputUnusable, JobFailed
from chassis.jobs.failures import is_environment_failure
from chassis.jobs.worker import CancellationToken
from chassis.process import ChildFailed, ChildTooTalkative, Finished, Limits, run
from chassis.storage import Storage
from media.errors import NotMedia
from media.file_headers import Inspected
from media.intake import Source, open_source
from media.packets import PacketTable, packets_argv, parse_packets
from media.probe import parse_probe, probe_argv
from media.progress import ProgressReader
from media.sound import SoundMaker
from media.streams import MediaProbe
from media.timecode import FrameRange
from services.render.contract.results import CachedFile
from services.render.node.byte_ranges import missing_file
from services.render.node.cache import LocalCache
from services.render.node.known_uploads import KnownUploads, ReadUpload

_HOUR = 3600
_READ_BYTES = 1 << 20

INSPECT_LIMITS = Limits(
    timeout=900, output_bytes=256 << 20, memory_bytes=8 << 30, file_bytes=64 << 20
)
"""Limits of a child that reads a file; no upload that is accepted takes longer."""

ENCODE_LIMITS = Limits(timeout=6 * _HOUR, stall_timeout=120, memory_bytes=16 << 30)
"""Limits of a child that makes a file: it may take long, but must report progress."""

# The loop filter cannot fail where a frame would decode without it, and nobody sees the frames.
_FAST_DECODE = ("-threads", "1", "-skip_loop_filter", "all")

ONLY_KEY_FRAMES = ("-skip_frame", "nokey")
"""Options of an input of which only key frames are decoded."""


@dataclass(slots=True)
class JobContext:
    """What one job works with."""

    folder: Path
    storage: Storage
    cache: LocalCache
    inputs: Sequence[CachedFile]
    token: CancellationToken
    known: KnownUploads = field(default_factory=KnownUploads)
    _cpu_seconds: list[float] = field(default_factory=list)
    _inputs: dict[str, CachedFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._inputs = {file.key: file for file in self.inputs}

    @property
    def cpu_seconds(self) -> float:
        """The processor time of the children of this job so far."""
        return sum(self._cpu_seconds)

    def input(self, key: str) -> CachedFile:
        """Return the entry of an input by cache key, or raise JobFailed."""
        if key not in self._inputs:
            raise missing_file()
        return self._inputs[key]

    def fetch(self, key: str, frames: Sequence[FrameRange] = ()) -> Path:
        """Return an input as a file of the scratch directory, or only what holds some frames."""
        return self.cache.fetch(self.input(key), self.folder, frames)

    def fetch_upload(self, storage_key: str) -> Path:
        """Return an upload as a file without extension, whose format ffmpeg has to detect."""
        target = self.folder / "upload"
        local = self.storage.local_path(storage_key)
        if local is not None:
            target.symlink_to(local)
            return target
        stored = self.storage.head(storage_key)
        if stored is None:
            raise InputUnusable("object_missing", "The uploaded file is not stored any more.")
        # The jobs of its other stretches read the same copy.
        name = hashlib.sha256(f"{storage_key} {stored.etag}".encode()).hexdigest()
        return self.cache.fetch(
            CachedFile(name, storage_key, stored.size_bytes), self.folder
        ).rename(target)

    def sha256_of_upload(self, storage_key: str, path: Path) -> str:
        """Return the digest of an upload; its bytes are read once for each etag."""
        stored = self.storage.head(storage_key)
        etag = stored.etag if stored else ""
        if etag and (known := self.known.digest(storage_key, etag)):
            return known
        sha256 = self.sha256(path)
        if etag:
            self.known.add_digest(storage_key, etag, sha256)
        return sha256

    def encode(
        self, argv: Sequence[str], *, frames: int = 0, until: float = 1.0, cap: int | None = None
    ) -> Finished:
        """Run ffmpeg to make a file of at most `cap` bytes.

        Of `frames`, those that are done count as progress, up to the fraction `until` of the job.
        """
        reader = ProgressReader()

        def on_line(line: str) -> None:
            for report in reader.feed(f"{line}\n"):
                if frames:
                    self.token.report_progress(until * report.percent(frames) / 100)

        return self._run(argv, replace(ENCODE_LIMITS, file_bytes=cap), on_line=on_line)

    def inspect(
        self,
        argv: Sequence[str],
        *,
        limits: Limits = INSPECT_LIMITS,
        env: Mapping[str, str] | None = None,
    ) -> tuple[str, str]:
        """Run a child and return its standard output and the end of its standard error."""
        lines: list[str] = []
        finished = self._run(argv, limits, on_line=lines.append, env=env)
        return "\n".join(lines), finished.stderr_tail

    def read_packets(self, path: Path) -> PacketTable:
        """Return the packet table of a file."""
        return parse_packets(self.inspect(packets_argv(path))[0])

    def probe(self, path: Path) -> MediaProbe:
        """Probe a file that a job has made, whose header is true."""
        return parse_probe(self.inspect(probe_argv(path))[0])

    def open_source(
        self, path: Path, *, audio_track: int | None = None, sha256: str = ""
    ) -> Source:
        """Read an upload of which one sound is heard; raises UnusableMedia if it cannot be used.

        With its digest, what this node has found in it before is not looked for again.
        """
        if sha256 and (found := self.known.find_read(sha256, audio_track)):
            return Source(path, found.probe, found.picture)
        source = open_source(
            path,
            self.folder,
            inspect=self._inspect_upload,
            make=self.make,
            audio_track=audio_track,
        )
        if sha256:
            self.record_source(path, source, audio_track=audio_track, sha256=sha256)
        return source

    def record_source(
        self, path: Path, source: Source, *, audio_track: int | None = None, sha256: str
    ) -> None:
        """Remember what was found in an upload, so that other jobs need not look for it again."""
        # Joined recordings are laid end to end by each job, in a file of its own.
        if source.path == path:
            self.known.add_read(sha256, audio_track, ReadUpload(source.probe, source.picture))

    def sound_maker(self, *, cap: int) -> SoundMaker:
        """Return what decodes sounds of uploads; none of its files exceeds `cap` bytes."""
        return SoundMaker(
            self.folder,
            inspect=self._inspect_upload,
            make=lambda argv: self.make(argv, cap=cap),
        )

    def _inspect_upload(self, argv: Sequence[str]) -> Inspected:
        """Run a child that reads an upload; what it printed before it failed counts."""
        lines: list[str] = []
        try:
            finished = self._run(argv, INSPECT_LIMITS, on_line=lines.append)
        except ChildFailed as error:
            if _is_killed(error):
                raise
            return Inspected("\n".join(lines), error.stderr_tail, is_whole=False)
        except ChildTooTalkative as error:
            raise NotMedia("this file has too many packets to be real") from error
        return Inspected("\n".join(lines), finished.stderr_tail)

    def make(self, argv: Sequence[str], *, frames: int = 0, cap: int | None = None) -> bool:
        """Run ffmpeg to make a file, and return False if it failed because of the upload."""
        try:
            self.encode(argv, frames=frames, cap=cap)
        except ChildFailed as error:
            if _is_killed(error):
                raise
            return False
        return True

    def check_decodes(self, path: Path, *parts: Sequence[str]) -> None:
        """Decode parts of a file that a job has made, each chosen by options of an input.

        Any message of ffmpeg raises JobFailed.
        """
        inputs = [word for part in parts for word in (*_FAST_DECODE, *part, "-i", str(path))]
        maps = [word for number in range(len(parts)) for word in ("-map", str(number))]
        argv = ["ffmpeg", "-v", "error", "-nostdin", "-xerror", *inputs, *maps, "-f", "null", "-"]
        _, messages = self.inspect(argv)
        if messages.strip():
            reason = f"A finished file does not decode: {messages[-300:]}"
            raise JobFailed("does_not_decode", reason)

    def sha256(self, path: Path) -> str:
        """Return the lower-case hexadecimal digest of a file."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(_READ_BYTES):
                digest.update(block)
                self.token.raise_if_cancelled()
        return digest.hexdigest()

    def _run(self, argv: Sequence[str], limits: Limits, **options: object) -> Finished:
        finished = run(
            argv,
            limits=limits,
            scratch=self.folder,
            cancelled=self.token.is_cancelled,
            **options,  # type: ignore[arg-type] # only on_line and env
        )
        self._cpu_seconds.append(finished.cpu_seconds)
        return finished


def _is_killed(error: ChildFailed) -> bool:
    """Whether a signal or this machine ended a child, and not the file that it read."""
    return error.returncode < 0 or is_environment_failure(error)
