# SPDX-License-Identifier: Apache-2.0
"""The oEmbed endpoint (https://oembed.com): how other sites show a publication."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from chassis.rest import ApiBlueprint, RequestQuery, ResponseBody
from services.publish.api.sharing import SITE_NAME, fitted_size, publication_of_url, shared_page
from services.publish.domain import errors
from services.publish.usecases import reading
from services.publish.usecases.dependencies import Dependencies
from services.publish.usecases.reading import WatchPage


class OembedQuery(RequestQuery):
    """The address of a page, and the largest size of its player."""

    url: str = Field(
        max_length=2000,
        description="The address of a watch page.",
        examples=["http://localhost:8080/watch/31"],
    )
    format: Literal["json"] = Field("json", description="The format of the answer.")
    maxwidth: int | None = Field(
        None, ge=1, le=10_000, description="The largest width in pixels.", examples=[640]
    )
    maxheight: int | None = Field(
        None, ge=1, le=10_000, description="The largest height in pixels.", examples=[360]
    )


class OembedAnswer(ResponseBody):
    """A video as oEmbed describes it; its members have the names of that standard."""

    model_config = ConfigDict(alias_generator=None)

    version: Literal["1.0"] = Field(default="1.0", description="The version of oEmbed.")
    type: Literal["video"] = Field(default="video", description="What the page shows.")
    title: str = Field(description="The title.", examples=["Holidays"])
    author_name: str = Field(description="The name of the owner, maybe empty.", examples=["Ada"])
    provider_name: str = Field(description="The name of the platform.", examples=[SITE_NAME])
    provider_url: str = Field(
        description="The address of the platform.", examples=["http://localhost:8080"]
    )
    html: str = Field(
        description="A frame with the player.",
        examples=['<iframe src="http://localhost:8080/embed/31"></iframe>'],
    )
    width: int = Field(description="The width of the frame in pixels.", examples=[640])
    height: int = Field(description="The height of the frame in pixels.", examples=[360])
    thumbnail_url: str | None = Field(description="The address of a picture.", examples=[None])
    thumbnail_width: int | None = Field(description="Its width in pixels.", examples=[640])
    thumbnail_height: int | None = Field(description="Its height in pixels.", examples=[360])


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the oEmbed endpoint."""
    api = ApiBlueprint("oembed", __name__)

    @api.get(
        "/api/oembed",
        errors=[errors.PublicationNotFound, errors.NotPublished, errors.Forbidden],
    )
    def describe_for_embedding(query: OembedQuery) -> OembedAnswer:
        """Describe a publication for other sites (oEmbed).

        Only what everybody may watch is described, whoever asks.
        """
        publication_id = publication_of_url(query.url, deps.public_url)
        page = reading.get_watch_page(deps, caller=None, publication_id=publication_id)
        return _answer(page, query, deps.public_url)

    return api


def _answer(page: WatchPage, query: OembedQuery, public_url: str) -> OembedAnswer:
    shared, title = shared_page(page, public_url), page.production.name or "Untitled"
    width, height = fitted_size(shared, query.maxwidth, query.maxheight)
    has_picture = bool(shared.picture_url)
    return OembedAnswer(
        title=title,
        author_name=page.owner_name,
        provider_name=SITE_NAME,
        provider_url=public_url,
        html=shared.embed_code(title, width, height),
        width=width,
        height=height,
        thumbnail_url=shared.picture_url or None,
        thumbnail_width=shared.width if has_picture else None,
        thumbnail_height=shared.height if has_picture else None,
    )
