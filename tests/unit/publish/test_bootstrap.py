# SPDX-License-Identifier: Apache-2.0
"""Open the service in a deployment."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
from chassis.hosting import migrate_service
from chassis.keyring import ACCESS_KEY, Keyring
from services.publish.bootstrap import SERVICE
from services.registry import TOPOLOGY


def test_the_service_opens_over_a_new_database(tmp_path: Path) -> None:
    Keyring(tmp_path).make(
        pairs=[ACCESS_KEY, "service-publish"], texts=["storage", "idempotency", "installation"]
    )
    environ = {
        "BUS_URL": f"sqlitemq:///{tmp_path}/bus.db",
        "STORAGE_URL": f"disk://{tmp_path}/storage",
        "SECRETS_DIR": str(tmp_path),
        "PUBLISH_DATABASE_URL": f"sqlite:///{tmp_path}/publish.db",
    }
    deployment = Deployment(environ, topology=TOPOLOGY, addresses={})

    assert migrate_service(SERVICE, deployment)
    running = SERVICE.open(deployment)
    client = running.app().test_client()

    assert client.get("/readyz").json["ok"] is True
    assert [one["slug"] for one in client.get("/api/spaces").json["items"]] == ["global"]
    assert client.get("/api/feed/global").json == {"items": [], "nextCursor": None}
    assert (
        "/api/publications/{publicationId}" in client.get("/api/publish/openapi.json").json["paths"]
    )
    running.database.close()
