# SPDX-License-Identifier: Apache-2.0
"""The REST routes of what belongs to a stream: captions, chapters, its poster, its renditions."""

from __future__ import annotations

from fractions import Fraction

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, Ok
from services.hls.coordinator.api.extras import (
    CaptionsAnswer,
    CaptionsLabel,
    CaptionsPath,
    ChaptersAnswer,
    ChosenFrame,
    ChosenImage,
    NewCaptions,
    NewChapters,
    RenditionPath,
    captions_answer,
    chapters_answer,
)
from services.hls.coordinator.api.requests import ProductionIdPath
from services.hls.coordinator.domain import errors
from services.hls.coordinator.domain.text_tracks import CAPTIONS, TextTrack
from services.hls.coordinator.usecases import frame_posters, posters, text_tracks, timeline_captions
from services.hls.coordinator.usecases.dependencies import Dependencies
from services.hls.coordinator.usecases.timeline_captions import CaptionsChoice

_NOT_USABLE = (errors.ProductionNotFound, errors.NotOwnedByCaller)
_CAPTIONS = "/api/productions/<int:production_id>/captions/<language>"
_CHAPTERS = "/api/productions/<int:production_id>/chapters"
_POSTER = "/api/productions/<int:production_id>/poster"


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the routes of what belongs to streams."""
    api = ApiBlueprint("stream_extras", __name__)
    _add_captions(api, deps)
    _add_captions_changes(api, deps)
    _add_timeline_captions(api, deps)
    _add_chapters(api, deps)
    _add_poster(api, deps)
    _add_frame(api, deps)
    _add_renditions(api, deps)
    return api


def _add_captions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_CAPTIONS, errors=[*_NOT_USABLE, errors.CaptionsNotFound])
    def get_captions(path: CaptionsPath, caller: Caller) -> CaptionsAnswer:
        """Get captions of a production.

        They are WebVTT, whatever they were given as.
        """
        return captions_answer(
            text_tracks.get_captions(
                deps, caller=caller, production_id=path.production_id, language=path.language
            )
        )


def _add_captions_changes(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.put(
        _CAPTIONS,
        errors=[
            *_NOT_USABLE,
            errors.InvalidCaptions,
            errors.InvalidLanguage,
            errors.TooManyCaptions,
        ],
    )
    def put_captions(path: CaptionsPath, body: NewCaptions, caller: Caller) -> CaptionsAnswer:
        """Store captions of a production.

        They replace those of the same language. SRT is converted; players offer them at once.
        """
        given = TextTrack(
            path.production_id, CAPTIONS, path.language, body.label or "", body.text, deps.now()
        )
        return captions_answer(
            text_tracks.put_captions(
                deps, caller=caller, production_id=path.production_id, given=given
            )
        )

    @api.delete(_CAPTIONS, errors=[*_NOT_USABLE, errors.CaptionsNotFound])
    def delete_captions(path: CaptionsPath, caller: Caller) -> Ok:
        """Delete captions of a production.

        Players no longer offer them.
        """
        text_tracks.delete_captions(
            deps, caller=caller, production_id=path.production_id, language=path.language
        )
        return Ok(ok=True)


def _add_timeline_captions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        f"{_CAPTIONS}/from-timeline",
        errors=[
            *_NOT_USABLE,
            errors.InvalidCaptions,
            errors.InvalidLanguage,
            errors.TooManyCaptions,
            errors.NoTimelineTexts,
        ],
    )
    def put_timeline_captions(
        path: CaptionsPath, body: CaptionsLabel, caller: Caller
    ) -> CaptionsAnswer:
        """Make captions of the timeline that a production was rendered of.

        Its captions become cues, or its titles if it has none. They replace those of the same
        language, and can be changed like any others.
        """
        choice = CaptionsChoice(path.language, body.label or "")
        made = timeline_captions.put_timeline_captions(
            deps, caller=caller, production_id=path.production_id, choice=choice
        )
        return captions_answer(made)


def _add_chapters(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.get(_CHAPTERS, errors=_NOT_USABLE)
    def get_chapters(path: ProductionIdPath, caller: Caller) -> ChaptersAnswer:
        """Get the chapters of a production.

        They come in the order of time.
        """
        return chapters_answer(
            text_tracks.get_chapters(deps, caller=caller, production_id=path.production_id)
        )

    @api.put(_CHAPTERS, errors=[*_NOT_USABLE, errors.InvalidChapters])
    def put_chapters(path: ProductionIdPath, body: NewChapters, caller: Caller) -> ChaptersAnswer:
        """Replace the chapters of a production.

        Each lasts until the next begins, the last to the end. An empty list removes them.
        """
        made = text_tracks.put_chapters(
            deps,
            caller=caller,
            production_id=path.production_id,
            chapters=[one.to_chapter() for one in body.chapters],
        )
        return chapters_answer(made)


def _add_poster(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.put(
        _POSTER,
        errors=[
            *_NOT_USABLE,
            errors.SourceUploadNotFound,
            errors.NotImage,
            errors.SourceUploadNotReady,
            errors.SourceFileMissing,
        ],
    )
    def choose_poster(path: ProductionIdPath, body: ChosenImage, caller: Caller) -> Ok:
        """Choose the poster of a production.

        It is a copy of the image of an upload, such as a freeze frame of the video.
        """
        posters.choose_poster(
            deps, caller=caller, production_id=path.production_id, upload_id=body.upload_id
        )
        return Ok(ok=True)

    @api.delete(_POSTER, errors=_NOT_USABLE)
    def reset_poster(path: ProductionIdPath, caller: Caller) -> Ok:
        """Reset the poster of a production.

        It is the one again that was packaged with it.
        """
        posters.reset_poster(deps, caller=caller, production_id=path.production_id)
        return Ok(ok=True)


def _add_frame(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.post(
        _POSTER,
        errors=[
            *_NOT_USABLE,
            errors.ProductionNotCompleted,
            errors.MomentBeyondEnd,
            errors.FrameNotReadable,
        ],
    )
    def choose_frame(path: ProductionIdPath, body: ChosenFrame, caller: Caller) -> Ok:
        """Make a frame of a production its poster.

        It is the frame that the stream shows at a moment, in the size of the largest rendition.
        """
        at = Fraction(str(body.at_seconds))
        frame_posters.choose_frame(deps, caller=caller, production_id=path.production_id, at=at)
        return Ok(ok=True)


def _add_renditions(api: ApiBlueprint, deps: Dependencies) -> None:
    @api.delete(
        "/api/productions/<int:production_id>/renditions/<rendition>",
        errors=[
            *_NOT_USABLE,
            errors.ProductionNotCompleted,
            errors.RenditionNotDroppable,
            errors.RenditionNotFound,
            errors.LastRendition,
        ],
    )
    def drop_rendition(path: RenditionPath, caller: Caller) -> Ok:
        """Drop a rendition of a production.

        Players no longer choose it, and its files are deleted soon afterwards.
        """
        posters.drop_rendition(
            deps, caller=caller, production_id=path.production_id, name=path.rendition
        )
        return Ok(ok=True)
