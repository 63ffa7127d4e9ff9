# SPDX-License-Identifier: Apache-2.0
"""The texts of a sealed timeline, of which hls makes captions."""

from __future__ import annotations

import pytest

from chassis.rpc import Call
from reelmill.drafts.v1 import service_pb2
from services.drafts.api import rpc
from services.drafts.domain.errors import ExportNotFound
from tests.support.drafts.world import OWNER, STRANGER, DraftsWorld, new_clip, new_timeline

TITLE = {"id": "title", "startSeconds": 0.5, "endSeconds": 1.75, "text": "Good evening"}


def texts(world: DraftsWorld, export_id: str, user: int = OWNER) -> list[tuple[str, str, str]]:
    (offered,) = rpc.services(world.deps)
    request = service_pb2.GetTextCuesRequest(export_id=export_id)
    answer = offered.rpcs["GetTextCues"].handler(request, Call("hls", acting_user_id=user))
    assert isinstance(answer, service_pb2.GetTextCuesResponse)
    return [(one.start, one.end, one.text) for one in answer.cues]


def test_hls_gets_the_titles_of_an_export_as_they_were_sealed(world: DraftsWorld) -> None:
    project_id = world.create()
    world.save(project_id, new_timeline(new_clip(), screenTitles=[TITLE]))
    export_id = world.export(project_id)
    world.save(project_id, new_timeline(new_clip()))

    assert texts(world, export_id) == [("1/2", "7/4", "Good evening")]


def test_captions_that_are_not_burned_in_are_exported_and_hls_gets_them(
    world: DraftsWorld,
) -> None:
    word = {"text": "Welcome", "startSeconds": 0.25, "endSeconds": 1}
    caption = {"id": "c", "startSeconds": 0, "endSeconds": 1.5, "burnedIn": False, "words": [word]}
    project_id = world.create()
    world.save(project_id, new_timeline(new_clip(), captions=[caption], screenTitles=[TITLE]))

    assert texts(world, world.export(project_id)) == [("0/1", "3/2", "Welcome")]


def test_a_timeline_without_texts_has_none(world: DraftsWorld) -> None:
    assert texts(world, world.export(world.create_with_clips())) == []


def test_exports_of_others_and_unknown_ones_are_not_found(world: DraftsWorld) -> None:
    export_id = world.export(world.create_with_clips())

    for requested, user in ((export_id, STRANGER), ("unknown", OWNER)):
        with pytest.raises(ExportNotFound):
            texts(world, requested, user)
