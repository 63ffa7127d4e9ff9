# SPDX-License-Identifier: Apache-2.0
"""Convert the details of uploads to the JSON that is stored with projects and exports."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from timeline.document.uploads import UploadDetails

_DETAILS = TypeAdapter(tuple[UploadDetails, ...])


def details_to_json(uploads: Sequence[UploadDetails]) -> str:
    """Return a JSON array of the details of uploads."""
    return _DETAILS.dump_json(tuple(uploads)).decode()


def details_from_json(text: str) -> tuple[UploadDetails, ...]:
    """Read what `details_to_json` returned."""
    return _DETAILS.validate_json(text)
