# SPDX-License-Identifier: Apache-2.0
"""The bodies that patch a document: a JSON Patch or a JSON Merge Patch."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field, RootModel

from chassis.rest import RequestBody
from services.drafts.usecases import patching


class JsonPatchOperation(RequestBody):
    """One operation of a JSON Patch; members that RFC 6902 does not name are ignored."""

    model_config = ConfigDict(extra="ignore")

    op: Literal["add", "remove", "replace", "move", "copy", "test"] = Field(
        description="What is done.", examples=["replace"]
    )
    path: str = Field(
        description="Where in the document, as RFC 6901.", examples=["/clips/0/sourceEndSeconds"]
    )
    from_: str = Field(
        "", alias="from", description="Where `move` and `copy` read.", examples=["/clips/1"]
    )
    value: Any = Field(None, description="The value of `add`, `replace` and `test`.", examples=[4])


class JsonPatchBody(RootModel[list[JsonPatchOperation]]):
    """The operations of a JSON Patch (RFC 6902) of the document, applied all or none."""

    media_type: ClassVar[str] = "application/json-patch+json"

    root: list[JsonPatchOperation] = Field(
        max_length=5000,
        examples=[[{"op": "replace", "path": "/clips/0/sourceEndSeconds", "value": 4}]],
    )

    def operations(self) -> list[dict[str, Any]]:  # Any: JSON members of several types
        """Return the operations with the members that each was sent with."""
        return [one.model_dump(by_alias=True, exclude_unset=True) for one in self.root]


class MergePatchBody(RootModel[dict[str, Any]]):
    """A JSON Merge Patch (RFC 7396) of the document: members to set; null removes one."""

    media_type: ClassVar[str] = "application/merge-patch+json"

    root: dict[str, Any] = Field(examples=[{"timelineBackgroundColor": "#102030"}])


def patch_of(body: JsonPatchBody | MergePatchBody) -> patching.Patch:
    """Return the patch that a body describes."""
    if isinstance(body, JsonPatchBody):
        return patching.json_patch(body.operations())
    return patching.merge_patch(body.root)
