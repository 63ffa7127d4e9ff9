# SPDX-License-Identifier: Apache-2.0
"""The errors of hls."""

from __future__ import annotations


class HlsError(Exception):
    """A request to hls cannot be fulfilled."""


class InvalidProductionName(HlsError):
    """The name of a production is empty or longer than 255 characters: choose another."""


class InvalidStory(HlsError):
    """The story is longer than 2,000 characters: shorten it."""


class UnknownProfile(HlsError):
    """There is no profile of this name: choose one of `GET /api/profiles`."""


class PackagerNotChoosable(HlsError):
    """Only administrators choose the packager of a production: leave `packager` away."""


class PackagerMissing(HlsError):
    """This installation has no such packager: choose another, or set it up."""


class InvalidUploadIds(HlsError):
    """The list of ids is not up to 250 numbers with commas between: correct it."""


class NotVideo(HlsError):
    """The upload is not a video, and only videos are packaged: choose a video."""


class NotExport(HlsError):
    """The upload is not an export: export a project first."""


class SourceUploadNotFound(HlsError):
    """There is no upload of this id: check the id."""


class SourceUploadNotReady(HlsError):
    """The upload is not ready: wait until it is."""


class SourceFileMissing(HlsError):
    """The file of the upload was deleted: upload it again."""


class InvalidCaptions(HlsError):
    """The captions are neither WebVTT nor SRT, or too long: correct the line that is named."""


class InvalidChapters(HlsError):
    """The chapters are not in order, too many, or a title is empty or has `-->`: correct those."""


class InvalidLanguage(HlsError):
    """The language is no tag of BCP 47: use one such as en, de or pt-BR."""


class TooManyCaptions(HlsError):
    """The production has captions in 40 languages already: delete some first."""


class NoTimelineTexts(HlsError):
    """The video was rendered of no timeline with captions or titles: upload captions instead."""


class CaptionsNotFound(HlsError):
    """The production has no captions in this language: choose one of its languages."""


class RenditionNotFound(HlsError):
    """The production has no rendition of this name: choose one of its renditions."""


class RenditionNotDownloadable(HlsError):
    """Its segments are no MP4, as MediaConvert makes them for HLS: play the stream instead."""


class LastRendition(HlsError):
    """This is the only rendition of the production: delete the production instead."""


class ProductionNotCompleted(HlsError):
    """The production is not completed: wait until it is ready."""


class ReplacementInProgress(HlsError):
    """The production is being replaced already: wait, or cancel the replacement first."""


class ReplacementNotFound(HlsError):
    """The production is not being replaced: there is nothing to cancel."""


class ExportPackagedElsewhere(HlsError):
    """Another production was made of this export, which has one at most: delete that one first."""


class NotImage(HlsError):
    """The upload is not an image that browsers show: choose a PNG, JPEG or WebP."""


class NotOwnedByCaller(HlsError):
    """The production or upload belongs to another user: use one of your own."""


class ProductionNotFound(HlsError):
    """There is no production of this id: check the id."""


class ProductionHasPublications(HlsError):
    """The production is published or waits for approval: unpublish it first."""


class AlreadyLive(HlsError):
    """Another production of the same export, or with the same request id, exists already."""


class RequestIdReused(HlsError):
    """The request id was used before for another upload: choose a new one."""


class NothingToProduce(HlsError):
    """The request names neither a draft nor an upload, or both: name one of them."""


class NotSealedYet(HlsError):
    """The draft of the production is not sealed yet: try again."""


class RenditionNotDroppable(HlsError):
    """MediaConvert made the stream, whose renditions lie together: package it by ffmpeg instead."""


class MomentBeyondEnd(HlsError):
    """The moment lies behind the end of the video: choose an earlier one."""


class FrameNotReadable(HlsError):
    """The frame of the stream cannot be read: choose another moment, or an image."""


class BadPlaybackSignature(HlsError):
    """The playback link was not signed by this installation: ask for a new one."""


class PlaybackExpired(HlsError):
    """The playback link has expired: ask for a new one."""


class StreamFileNotFound(HlsError):
    """The stream has no such file: take the names from its playlists."""
