# SPDX-License-Identifier: Apache-2.0
"""The paths, queries and bodies that the routes of hls take."""

from __future__ import annotations

from typing import Literal

from pydantic import Field
from pydantic.config import JsonDict

from chassis.caller import Caller
from chassis.rest import Id, PageQuery, RequestBody, RequestPath, RequestQuery
from services.hls.contract.packagers import Packager
from services.hls.contract.profiles import AUTO, PROFILES
from services.hls.coordinator.domain.production import (
    LONGEST_NAME,
    LONGEST_QUALITY,
    LONGEST_STORY,
    ProductionFilter,
)
from services.hls.coordinator.domain.text_tracks import LONGEST_LABEL, LONGEST_LANGUAGE
from services.hls.coordinator.usecases.timeline_captions import CaptionsChoice

MOST_STATUS_IDS = 250

ProductionState = Literal["in_progress", "ready", "failed"]

_NAME: JsonDict = {"minLength": 1, "maxLength": LONGEST_NAME, "pattern": r"\S"}
_STORY: JsonDict = {"maxLength": LONGEST_STORY}
_ID_LIST: JsonDict = {"pattern": rf"^([0-9]{{1,10}}(,[0-9]{{1,10}}){{0,{MOST_STATUS_IDS - 1}}})?$"}


class NewProduction(RequestBody):
    """A production to be created, of an upload or of a draft."""

    exactly_one_of = ("upload_id", "draft_id")

    upload_id: Id | None = Field(
        None,
        description="The video to be packaged; if the caller has an active draft of it, that.",
    )
    draft_id: Id | None = Field(None, description="The draft to be produced.")
    name: str | None = Field(
        None,
        description="Its name; null for the name in the draft, else that of the upload.",
        examples=["Summer"],
        json_schema_extra=_NAME,
    )
    default_story_text: str | None = Field(
        None,
        description="The story of its publications that have none of their own.",
        examples=["A day at the sea."],
        json_schema_extra=_STORY,
    )
    profile: str = Field(
        AUTO,
        description="The profile by which it is packaged, of `GET /api/profiles`.",
        json_schema_extra={"enum": list(PROFILES)},
    )
    quality: str | None = Field(
        None,
        max_length=LONGEST_QUALITY,
        description="A text kept with the production; one that begins with `hq` takes the finer"
        " variant of the profile.",
        examples=["hq"],
    )
    packager: Packager | None = Field(
        None,
        description="What packages it, by default what the installation uses; for administrators.",
        examples=["mediaconvert"],
    )


class NewStory(RequestBody):
    """The default story of a production."""

    default_story_text: str | None = Field(
        description="The story; null and an empty text remove it.",
        examples=["A day at the sea."],
        json_schema_extra=_STORY,
    )


class TimelineCaptions(RequestBody):
    """Captions to be made of the timeline of an export."""

    language: str = Field(
        max_length=LONGEST_LANGUAGE, description="Their language, a tag of BCP 47.", examples=["en"]
    )
    label: str | None = Field(
        None,
        max_length=LONGEST_LABEL,
        description="What menus show; null for the language.",
        examples=["English"],
    )

    def to_choice(self) -> CaptionsChoice:
        """Convert to the value of the use case."""
        return CaptionsChoice(self.language, self.label or "")


class ExportPreparation(RequestBody):
    """How an export is to be prepared for streaming."""

    name: str | None = Field(
        None,
        description="The name of the production, cut at 255 characters; by default the export's.",
        examples=["Summer"],
    )
    timeline_captions: TimelineCaptions | None = Field(
        None, description="Captions of a new production, from its timeline; null for none."
    )


class ProductionIdPath(RequestPath):
    """The path of a production."""

    production_id: int = Field(description="The production.", examples=[7])


class ExportIdPath(RequestPath):
    """The path of an export."""

    upload_id: int = Field(description="The upload that is an export.", examples=[42])


class StreamFilePath(RequestPath):
    """The path of a file of a stream."""

    token: str = Field(description="The moment the link expires, and its signature.")
    ulid: str = Field(description="The `ulid` of the production.")
    name: str = Field(description="The file, such as `master.m3u8` or `720p/init.mp4`.")


class ProductionListQuery(PageQuery):
    """Which productions are listed."""

    upload_id: Id | None = Field(None, description="Only productions of this upload.")
    user_id: Id | None = Field(
        None, description="Whose productions; another user's only for administrators."
    )
    state: ProductionState | None = Field(
        None, description="Only productions in this state.", examples=["ready"]
    )

    def to_filter(self, caller: Caller) -> ProductionFilter:
        """Convert to the domain value."""
        return ProductionFilter(self.user_id or caller.user_id, self.upload_id, self.state)


class ProductionCountQuery(RequestQuery):
    """Which productions are counted."""

    upload_id: Id | None = Field(None, description="Only productions of this upload.")
    user_id: Id | None = Field(
        None, description="Whose productions; another user's only for administrators."
    )

    def to_filter(self, caller: Caller) -> ProductionFilter:
        """Convert to the domain value."""
        return ProductionFilter(self.user_id or caller.user_id, self.upload_id)


class HlsStatusListQuery(PageQuery):
    """Of which exports the status is listed."""

    ids: str = Field(
        description=f"Up to {MOST_STATUS_IDS} ids of uploads, with commas between.",
        examples=["41,42"],
        json_schema_extra=_ID_LIST,
    )
    limit: int = Field(
        MOST_STATUS_IDS, ge=1, le=500, description="How many items a page holds at most."
    )
