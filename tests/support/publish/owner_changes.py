# SPDX-License-Identifier: Apache-2.0
"""A model of what the owner of a publication changes: its texts, its video, who may watch it."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from services.publish.domain.production import ProductionCopy
from services.publish.usecases.applying_events import copy_production, record_replacement
from tests.support.publish.machine import OWNER, StatusMachine, callers
from tests.support.publish.world import ADMIN, a_production

stories = st.sampled_from(["Once upon a time.", "Told anew.", "Buy this."])
names = st.sampled_from(["Video 7", "Harbour"])


class PublicationMachine(StatusMachine):
    """The machine of the states, in which the owner also changes the publication."""

    @rule(caller=callers, story=stories)
    def write_story(self, caller: int, story: str) -> None:
        """Write a story of its own."""
        path = f"/api/publications/{self.publication or 99}/story"
        answer = self._client(caller).patch(path, json={"storyText": story})
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif caller not in {OWNER, ADMIN}:
            assert answer.status_code == 403, answer.json
        else:
            assert answer.status_code == 200, answer.json
            self.texts.has_own_story = True
            self._edited((self.texts.newest[0], story))

    @rule(name=names, story=stories)
    def rename(self, name: str, story: str) -> None:
        """Give the production another name and another default story."""
        self.production_texts = (name, story)
        copy_production(self.world.deps, production=self._newer())
        if self.state is None:
            self.texts.shown = (name, story)
            return
        words = (name, self.texts.newest[1] if self.texts.has_own_story else story)
        if words != self.texts.newest:
            self._edited(words)

    @rule()
    def replace_video(self) -> None:
        """Let the production show the video of another upload."""
        before = self.upload
        self.upload += 1
        record_replacement(
            self.world.deps,
            production=self._newer(),
            previous_upload_id=before,
            requested_by=OWNER,
        )
        self._more_is_shown()

    @rule(caller=callers, visibility=st.sampled_from(["inherit", "members", "public"]))
    def change_visibility(self, caller: int, visibility: str) -> None:
        """Change who may watch it."""
        path = f"/api/publications/{self.publication or 99}"
        answer = self._client(caller).patch(path, json={"visibility": visibility})
        is_wider = self.visibility == "members" != visibility
        may = caller == ADMIN or (caller == OWNER and (self.owner_posts or not is_wider))
        if self.state is None:
            assert answer.status_code == 404, answer.json
        elif not may:
            assert answer.status_code == 403, answer.json
        elif visibility == "public" and not self.is_public:
            assert (answer.status_code, answer.json["error"]) == (409, "visibility_too_wide")
        else:
            assert answer.status_code == 200, answer.json
            is_other, self.visibility = visibility != self.visibility, visibility
            if is_wider:
                self._more_is_shown()
            elif is_other:
                self.is_changed |= self.state == "pending"

    @rule(visibility=st.sampled_from(["inherit", "public"]))
    def widen(self, visibility: str) -> None:
        """Let its owner show it to more people, of which nothing but approval keeps them."""
        self.change_visibility(OWNER, visibility)

    def _edited(self, words: tuple[str, str]) -> None:
        holds = self.requires_approval and self.state == "published"
        self.texts.write(words, holds=holds)
        self.is_changed |= self.state == "pending"

    def _more_is_shown(self) -> None:
        """Wait for approval again where the space requires it: nobody has approved this."""
        self.is_changed |= self.state == "pending"
        if self.state == "published" and self.requires_approval:
            self._be("pending")

    def _newer(self) -> ProductionCopy:
        """Return the production as hls knows it from now on."""
        self.production_revision += 1
        name, story = self.production_texts
        return self.world.hls.add(
            a_production(
                7,
                name=name,
                story_text=story,
                upload_id=self.upload,
                revision=self.production_revision,
            )
        )
