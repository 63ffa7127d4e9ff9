# SPDX-License-Identifier: Apache-2.0
"""The events of other services that the publish service handles."""

from __future__ import annotations

from chassis.inbox import Subscription, Subscriptions
from reelmill.accounts.v1.events_pb2 import UserRegistered
from reelmill.hls.v1 import events_pb2 as hls_events
from services.publish.domain.production import ProductionCaptions
from services.publish.store.messages import production_copy
from services.publish.usecases import applying_events, spaces
from services.publish.usecases.dependencies import Dependencies

_ProductionChanged = (
    hls_events.ProductionReady | hls_events.ProductionFailed | hls_events.ProductionStoryChanged
)


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Return the message and the handler of each topic."""

    def on_registered(event: UserRegistered) -> None:
        user = event.user
        spaces.provision_personal_space(deps, user_id=user.user_id, display_name=user.display_name)

    def on_changed(event: _ProductionChanged) -> None:
        applying_events.copy_production(deps, production=production_copy(event.production))

    def on_deleted(event: hls_events.ProductionDeleted) -> None:
        production = production_copy(event.production)
        applying_events.unpublish_deleted_production(deps, production=production)

    def on_captions(event: hls_events.ProductionCaptionsChanged) -> None:
        production = production_copy(event.production)
        captions = ProductionCaptions(production.production_id, event.text, production.revision)
        applying_events.index_captions(deps, production=production, captions=captions)

    def on_replaced(event: hls_events.ProductionReplaced) -> None:
        applying_events.record_replacement(
            deps,
            production=production_copy(event.production),
            previous_upload_id=event.previous_upload_id,
            requested_by=event.requested_by or None,
        )

    return {
        "accounts.user.registered.v1": Subscription(UserRegistered, on_registered),
        "hls.production.ready.v1": Subscription(hls_events.ProductionReady, on_changed),
        "hls.production.failed.v1": Subscription(hls_events.ProductionFailed, on_changed),
        "hls.production.story_changed.v1": Subscription(
            hls_events.ProductionStoryChanged, on_changed
        ),
        "hls.production.captions_changed.v1": Subscription(
            hls_events.ProductionCaptionsChanged, on_captions
        ),
        "hls.production.replaced.v1": Subscription(hls_events.ProductionReplaced, on_replaced),
        "hls.production.deleted.v1": Subscription(hls_events.ProductionDeleted, on_deleted),
    }
