# SPDX-License-Identifier: Apache-2.0
"""Chunks whose only clip is read from its upload, without a mezzanine between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.jobs.errors import JobFailed
from media.entry import decode_part
from media.errors import UnusableMedia
from media.ingest import EnteredAt, MezzaninePart, normalised
from media.packets import PacketTable
from media.timecode import FrameRange, FrameRate
from services.render.node.context import JobContext
from services.render.node.graph.inputs import MezzanineFrames
from services.render.node.jobs.packet_checks import WRONG_PACKETS
from services.render.node.jobs.uploads import damaged_stretch, fetch_source, most_bytes
from timeline.spec.mezzanine import MezzanineSpec


@dataclass(frozen=True, slots=True)
class UploadFrames:
    """The frames of an upload that a chunk shows, as a mezzanine would have them."""

    context: JobContext
    spec: MezzanineSpec

    @property
    def part(self) -> MezzaninePart:
        """These frames, counted from the moment at which the upload begins."""
        first, rate = self.spec.first_frame, FrameRate.parse(self.spec.fps)
        frames = FrameRange(first, first + self.spec.n_frames)
        return MezzaninePart(rate, self.spec.height_class, frames)

    def encode(self, argv: Callable[[MezzanineFrames], list[str]], *, frames: int) -> None:
        """Run the command of a chunk of so many frames, or raise InputUnusable.

        `argv` returns the command for a graph that gives the frames of the upload.
        """
        source = fetch_source(
            self.context,
            upload_id=self.spec.upload_id,
            storage_key=self.spec.storage_key,
            source_sha256=self.spec.source_sha256,
        )
        cap = most_bytes(frames)
        try:
            opened = self.context.open_source(source, sha256=self.spec.source_sha256)
        except UnusableMedia as error:
            raise damaged_stretch(self.spec.upload_id, self.part, error) from error

        def attempt(entered: EnteredAt | None) -> bool:
            video, probe = opened.probe.picture(), opened.probe
            shown = normalised(opened.path, probe=probe, part=self.part, entered=entered)
            command = argv(MezzanineFrames(shown, video.has_alpha))
            if entered is not None:
                return self.context.make(command, frames=frames, cap=cap)
            self.context.encode(command, frames=frames, until=0.9, cap=cap)
            return True

        stamps = self.context.folder / "stamps.txt"
        decode_part(opened, self.part, stamps=stamps, attempt=attempt)

    def checked(self, check: Callable[[], PacketTable]) -> PacketTable:
        """Check a chunk; where it lacks frames, it is the upload that has not all of them."""
        try:
            return check()
        except JobFailed as error:
            if error.code != WRONG_PACKETS:
                raise
            raise damaged_stretch(self.spec.upload_id, self.part, error) from error
