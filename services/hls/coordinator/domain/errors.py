# SPDX-License-Identifier: Apache-2.0
"""The conditions under which hls refuses."""

from __future__ import annotations


class HlsError(Exception):
    """Something about a production is not as it must be."""


class InvalidName(HlsError):
    """A production's name has 1 to 255 characters: choose another."""


class InvalidStory(HlsError):
    """A story has up to 2,000 characters: shorten it."""


class UnknownProfile(HlsError):
    """No ladder has this name: see the list of profiles."""


class InvalidKind(HlsError):
    """Only videos are packaged: name a video."""


class NotExport(HlsError):
    """The upload is no export: export a project first."""


class UploadNotFound(HlsError):
    """There is no such upload."""


class UploadNotReady(HlsError):
    """The upload is not ready yet: wait for it."""


class SourceDeleted(HlsError):
    """The upload's bytes were deleted: upload it again."""


class Forbidden(HlsError):
    """This belongs to somebody else."""


class ProductionNotFound(HlsError):
    """There is no such production."""


class ProductionHasPublications(HlsError):
    """The production is published or waits for approval: unpublish it first."""


class AlreadyLive(HlsError):
    """Another production of the same export, or with the same request id, came first."""


class RequestIdReused(HlsError):
    """The request id was used before for something else."""


class LeaseLost(HlsError):
    """The task is not this packager's any more: stop."""


class InvalidResult(HlsError):
    """What a packager handed in is no packaged stream."""


class BadSignature(HlsError):
    """The playback link was not signed by us: ask for a new one."""


class PlaybackExpired(HlsError):
    """The playback link had its time: ask for a new one."""


class FileNotFound(HlsError):
    """A packaged stream has no such file."""
