# SPDX-License-Identifier: Apache-2.0
"""The facts publishing hears."""

from __future__ import annotations

from typing import Any

from chassis.inbox import Subscription, Subscriptions
from reelmill.accounts.v1 import events_pb2 as accounts_events
from reelmill.hls.v1 import events_pb2 as hls_events
from services.publish.bootstrap import production_of
from services.publish.usecases import following, provisioning
from services.publish.usecases.dependencies import Dependencies

Fact = Any  # Any: the message of the topic, which the inbox has parsed


def subscriptions(deps: Dependencies) -> Subscriptions:
    """Say who handles which topic."""

    def on_registered(fact: Fact) -> None:
        user = fact.user
        provisioning.settle(deps, user_id=user.user_id, display_name=user.display_name)

    def on_production(fact: Fact) -> None:
        following.follow(deps, production=production_of(fact.production))

    def on_deleted(fact: Fact) -> None:
        following.forget(deps, production=production_of(fact.production))

    return {
        "accounts.user.registered.v1": Subscription(accounts_events.UserRegistered, on_registered),
        "hls.production.ready.v1": Subscription(hls_events.ProductionReady, on_production),
        "hls.production.failed.v1": Subscription(hls_events.ProductionFailed, on_production),
        "hls.production.story_changed.v1": Subscription(
            hls_events.ProductionStoryChanged, on_production
        ),
        "hls.production.deleted.v1": Subscription(hls_events.ProductionDeleted, on_deleted),
    }
