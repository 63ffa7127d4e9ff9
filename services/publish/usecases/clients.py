# SPDX-License-Identifier: Apache-2.0
"""The services that the publish service calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.publish.domain.production import OwnedUpload, ProductionCopy, SignedPlayback


class HlsClient(Protocol):
    """The hls service; every method raises ApiError when it does not answer."""

    def find_production_by_id(self, production_id: int) -> ProductionCopy | None:
        """Return a production, None when there is none."""

    def find_newest_production(self, upload_id: int) -> ProductionCopy | None:
        """Return the newest production of an upload, None when it has none."""

    def create_production(
        self, upload_id: int, *, acting_user_id: int, request_id: str
    ) -> ProductionCopy:
        """Create a production of an upload for a user, once for each request id."""

    def sign_playback(
        self, production_ids: Sequence[int], *, with_chapters: bool = False
    ) -> Mapping[int, SignedPlayback]:
        """Return signed links by production id; productions that cannot be played are left out."""


class LibraryClient(Protocol):
    """The library service; every method raises ApiError when it does not answer."""

    def find_upload_by_id(self, upload_id: int) -> OwnedUpload | None:
        """Return an upload with its owner, None when there is none."""


class AccountsClient(Protocol):
    """The accounts service; every method raises ApiError when it does not answer."""

    def get_display_names(self, user_ids: Sequence[int]) -> Mapping[int, str]:
        """Return display names by user id; users that do not exist are left out."""

    def get_roles(self, user_id: int) -> frozenset[str]:
        """Return the roles of a user on the site, none when there is no such user."""

    def find_users(self, *, email: str = "", display_name: str = "") -> Sequence[int]:
        """Return the ids of the users with this email address, or with this name in any case."""
