# SPDX-License-Identifier: Apache-2.0
"""Thumbnails of uploads."""

from __future__ import annotations

from media.errors import UnusableMedia
from services.render.contract.results import ThumbResult
from services.render.contract.specs import ThumbSpec, upload_title
from services.render.node.context import JobContext
from services.render.node.jobs.picture import open_image
from services.render.node.jobs.uploads import draw_thumb, store_thumb, unusable_upload


def make_thumb(context: JobContext, spec: ThumbSpec) -> ThumbResult:
    """Make and store the thumbnail of an upload."""
    source = context.fetch_upload(spec.storage_key)
    try:
        opened = open_image(context, source, title=upload_title(spec))
        return ThumbResult(store_thumb(context, spec, draw_thumb(context, opened)))
    except UnusableMedia as error:
        raise unusable_upload(spec, error) from error
