# SPDX-License-Identifier: Apache-2.0
"""In what form campaigns are shown to other services."""

from __future__ import annotations

from reelmill.campaigns.v1 import resources_pb2
from services.campaigns.domain.campaign import Campaign


def to_proto(campaign: Campaign) -> resources_pb2.Campaign:
    """Write a campaign as the public resource."""
    return resources_pb2.Campaign(
        campaign_id=campaign.campaign_id,
        owner_user_id=campaign.user_id,
        name=campaign.name,
        kind=campaign.kind,
        status=campaign.status,
    )
