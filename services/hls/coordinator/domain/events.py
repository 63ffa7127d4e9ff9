# SPDX-License-Identifier: Apache-2.0
"""The events of hls that other services receive."""

from __future__ import annotations

from dataclasses import dataclass

from services.hls.coordinator.domain.production import Production


@dataclass(frozen=True, slots=True)
class ProductionEvent:
    """Something that happened to a production, which is given as it is afterwards."""

    production: Production


@dataclass(frozen=True, slots=True)
class ProductionCreated(ProductionEvent):
    """A production was created and waits for a packager."""


@dataclass(frozen=True, slots=True)
class ProductionReady(ProductionEvent):
    """All renditions of a production can be played."""


@dataclass(frozen=True, slots=True)
class ProductionPlayable(ProductionEvent):
    """The first rendition of a production can be played, while others are still made."""


@dataclass(frozen=True, slots=True)
class ProductionFailed(ProductionEvent):
    """A production cannot be packaged."""


@dataclass(frozen=True, slots=True)
class ProductionStoryChanged(ProductionEvent):
    """The default story of a production changed."""


@dataclass(frozen=True, slots=True)
class ProductionReplaced(ProductionEvent):
    """A production shows the stream of another upload than before."""

    previous_upload_id: int
    requested_by: int
    """The user who asked for it; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class ProductionReplacementChanged(ProductionEvent):
    """Another upload is packaged to replace the stream of a production, or none any more."""

    upload_id: int
    """The upload that is packaged; 0 for none."""


@dataclass(frozen=True, slots=True)
class ProductionCaptionsChanged(ProductionEvent):
    """The captions of a production changed; `text` is all their words."""

    text: str


@dataclass(frozen=True, slots=True)
class ProductionDeleted(ProductionEvent):
    """A production was deleted."""
