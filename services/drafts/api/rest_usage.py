# SPDX-License-Identifier: Apache-2.0
"""The route that says how much of everything the caller has."""

from __future__ import annotations

from pydantic import Field

from chassis.caller import Caller
from chassis.rest import ApiBlueprint, ResponseBody
from services.drafts.usecases import usage
from services.drafts.usecases.dependencies import Dependencies


class QuotaResource(ResponseBody):
    """What the caller has of something."""

    name: str = Field(
        description="What is counted: `storedBytes`, `unfinishedUploads`, `projects` or "
        "`runningExports`; others may follow.",
        examples=["storedBytes"],
    )
    used: int = Field(description="How much there is.", examples=[1048576])
    limit: int = Field(description="How much there may be.", examples=[100000000000])


class UsageAnswer(ResponseBody):
    """The quotas of the caller."""

    quotas: list[QuotaResource] = Field(description="Each quota once.")


def blueprint(deps: Dependencies) -> ApiBlueprint:
    """Make the route of usage."""
    api = ApiBlueprint("usage", __name__)

    @api.get("/api/me/usage")
    def get_usage(caller: Caller) -> UsageAnswer:
        """Read how much of everything you have, and how much it may be.

        What would exceed a quota is answered 409 `quota_exceeded`.
        """
        found = usage.list_quotas(deps, caller=caller)
        return UsageAnswer(
            quotas=[QuotaResource(name=one.name, used=one.used, limit=one.limit) for one in found]
        )

    return api
