# SPDX-License-Identifier: Apache-2.0
"""The gRPC door of campaigns."""

from __future__ import annotations

from chassis.rpc import Call
from chassis.rpc_server import Rpc, RpcService
from reelmill.campaigns.v1 import service_pb2, service_pb2_grpc
from services.campaigns.bootstrap import to_proto
from services.campaigns.usecases import listing
from services.campaigns.usecases.dependencies import Dependencies
from services.registry import NAMES


def services(deps: Dependencies) -> list[RpcService]:
    """Make the RPCs of campaigns."""

    def batch_get_campaigns(
        request: service_pb2.BatchGetCampaignsRequest, call: Call
    ) -> service_pb2.BatchGetCampaignsResponse:
        found = listing.get_campaigns(
            deps,
            campaign_ids=list(request.campaign_ids),
            acting_user_id=call.acting_user_id,
        )
        return service_pb2.BatchGetCampaignsResponse(campaigns=[to_proto(one) for one in found])

    return [
        RpcService(
            service_pb2_grpc.add_CampaignsServiceServicer_to_server,
            "reelmill.campaigns.v1.CampaignsService",
            {"BatchGetCampaigns": Rpc(batch_get_campaigns, callers=NAMES)},
        )
    ]
