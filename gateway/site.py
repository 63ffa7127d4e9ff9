# SPDX-License-Identifier: Apache-2.0
"""The pages that nginx serves itself, and its configuration, for the distributed profile."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from chassis.config import Environment
from chassis.deployment import Deployment
from chassis.hosting import RunningService
from chassis.rest.schemas import Document
from gateway import embedded, keys, nginx, pages, web_client
from gateway.description import NAME, merge
from gateway.docs_page import docs_page
from gateway.installation import Installation
from services.registry import TOPOLOGY


def write_pages(folder: Path) -> None:
    """Write the web client, the description of the API, and the page that shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    document = merged_document()
    (folder / "front.html").write_text(web_client.front_page())
    if (web_client.FOLDER / "assets").is_dir():
        # Pages that are open still ask for the assets of the client before this one.
        shutil.copytree(web_client.FOLDER / "assets", folder / "assets", dirs_exist_ok=True)
    (folder / "docs.html").write_text(docs_page(document))
    (folder / "openapi.json").write_text(json.dumps(document))


def merged_document() -> Document:
    """Return the description of the API of all services and of the gateway."""
    with opened_services() as opened:
        documents = embedded.documents({running.name: running.app() for running in opened})
    return merge({**documents, NAME: pages.own_document()})


def nginx_configuration(environ: Mapping[str, str]) -> str:
    """Write nginx.conf from `GATEWAY_*`; `GATEWAY_UPSTREAMS` says where the services are.

    It is `service=host:port[,host:port]`, one after another. `GATEWAY_MEDIA_ORIGINS` are the
    origins of a storage that browsers talk to directly, `GATEWAY_PROXIES` how many trusted proxies
    stand in front, and `GATEWAY_STORED` the folder or the origin of the storage, whose files nginx
    sends.
    """
    env = Environment(environ, prefix="GATEWAY_")
    upstreams = dict(one.partition("=")[::2] for one in env.text("UPSTREAMS").split())
    setting = nginx.NginxSettings(
        listen=env.text("LISTEN", "8080"),
        run=env.path("RUN", "/run/nginx"),
        site=env.path("SITE", "/srv/reelmill"),
        stored=env.text("STORED", "/nowhere"),
        upstreams={name: servers.split(",") for name, servers in upstreams.items()},
        user=env.text("USER", ""),
        proxies=env.integer("PROXIES", 0),
        media_origins=tuple(env.text("MEDIA_ORIGINS", "").split()),
    )
    env.check()
    return nginx.configuration(setting)


@contextmanager
def opened_services() -> Iterator[list[RunningService]]:
    """Open all services over a temporary installation, for a block; it serves no requests."""
    with tempfile.TemporaryDirectory() as scratch:
        installation = Installation(Path(scratch), "127.0.0.1", 0)
        installation.make_folders()
        keys.make(installation.secrets)
        deployment = Deployment(installation.environ({}, url=""), topology=TOPOLOGY, addresses={})
        opened = [service.open(deployment) for service in embedded.load_services()]
        yield opened
        for running in opened:
            running.database.close()
