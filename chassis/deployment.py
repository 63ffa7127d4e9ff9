# SPDX-License-Identifier: Apache-2.0
"""The settings of an installation: its broker, storage, secrets and services."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from chassis.bus import BusAddress, Message, Publisher, check_bus, declare_topology
from chassis.config import Environment
from chassis.disk_space import check_disks
from chassis.health import at_most_every
from chassis.identity import AccessTokens, ServiceTokens, TokenResolver
from chassis.keyring import ACCESS_KEY, Keyring
from chassis.rpc import Addresses, Channels
from chassis.storage import DiskStorage, S3Settings, S3Storage, Storage

if TYPE_CHECKING:
    from chassis.authentication import Authenticator
    from chassis.database import Database

_DISK_RESERVE_BYTES = 512 << 20
_CHECK_SECONDS = 5.0

Topology = Mapping[str, tuple[str, ...]]
"""The topics bound to each queue of an installation."""


class Deployment:
    """The settings every service shares, and the connections made from them when first needed.

    `BUS_URL`, `STORAGE_URL` (`disk:///folder` or `s3://bucket?endpoint=…&public_endpoint=…`),
    `STORAGE_SERVED_BY_NGINX` (nginx reads stored files itself, once a service permits it),
    `PUBLIC_URL`, `SECRETS_DIR`, `SCRATCH_DIR`, `DISK_RESERVE_BYTES` (below it nothing new is
    stored), `PROXIES` (how many trusted ones stand in front), `METRICS_TOKEN` (by which other
    machines read metrics), and either `ADDRESSES_FILE` (JSON, service → host:port, read again
    whenever it changes) or a table given by the embedding process.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        topology: Topology,
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        env = Environment(environ)
        self.environ = environ
        self.topology = topology
        self.bus = BusAddress(env.text("BUS_URL"))
        self.public_url = env.text("PUBLIC_URL", "")
        self.scratch = env.path("SCRATCH_DIR", "var/scratch")
        self.metrics_token = env.text("METRICS_TOKEN", "")
        self.proxies = env.integer("PROXIES", 0)
        self.disk_reserve_bytes = env.integer("DISK_RESERVE_BYTES", _DISK_RESERVE_BYTES)
        self._storage_url = env.text("STORAGE_URL")
        self._is_served_by_nginx = env.flag("STORAGE_SERVED_BY_NGINX")
        self._keyring = Keyring(env.path("SECRETS_DIR"))
        self._addresses_file = env.path("ADDRESSES_FILE", "var/run/addresses.json")
        self._addresses = addresses
        self._is_declared = False
        self._declaring = threading.Lock()
        env.check()

    @property
    def keyring(self) -> Keyring:
        """The installation's secrets."""
        return self._keyring

    @functools.cached_property
    def storage(self) -> Storage:
        """The object storage."""
        return open_storage(
            self._storage_url,
            self._keyring,
            public_url=self.public_url,
            reserve_bytes=self.disk_reserve_bytes,
            is_served_by_nginx=self._is_served_by_nginx,
        )

    def database(self, service: str) -> Database:
        """The database of a service, from `<SERVICE>_DATABASE_URL`."""
        # Nodes and packagers have no database and must not pay for SQLAlchemy.
        from chassis.database import Database

        env = Environment(self.environ, prefix=f"{service.upper()}_")
        url = env.text("DATABASE_URL")
        env.check()
        return Database(url, schema=service)

    def declare_topology(self) -> None:
        """Declare every queue of the installation, once a process."""
        with self._declaring:
            if not self._is_declared:
                declare_topology(self.bus, self.topology)
                self._is_declared = True

    def checks(self) -> dict[str, Callable[[], None]]:
        """Return what `/readyz` looks at beside the services: bus, storage, free disk."""
        return self._checks

    @functools.cached_property
    def _checks(self) -> dict[str, Callable[[], None]]:
        folders = [self.scratch, *self._folders()]
        return {
            "bus": at_most_every(_CHECK_SECONDS, lambda: check_bus(self.bus)),
            "storage": at_most_every(_CHECK_SECONDS, lambda: self.storage.check()),
            "disk": lambda: check_disks(
                [folder for folder in folders if folder.is_dir()],
                reserve_bytes=self.disk_reserve_bytes,
            ),
        }

    def _folders(self) -> list[Path]:
        """Return the folders of this machine that the installation stores in."""
        databases = (url for name, url in self.environ.items() if name.endswith("_DATABASE_URL"))
        parts = [urlsplit(url) for url in (self._storage_url, *databases)]
        return [
            Path(one.path) if one.scheme == "disk" else Path(one.path).parent
            for one in parts
            if one.scheme in {"disk", "sqlite"}
        ]

    def publisher(self) -> TopologyPublisher:
        """A publisher that declares the whole topology before it first publishes."""
        return TopologyPublisher(self)

    def service_tokens(self, me: str) -> ServiceTokens:
        """The tokens by which other services know the service `me`."""
        return ServiceTokens(self._keyring, me=me)

    def channels(self, me: str) -> Channels:
        """Channels from the service `me` to the others."""
        if self._addresses is not None:
            return Channels(Addresses.fixed(self._addresses), self.service_tokens(me))
        return Channels(Addresses(_AddressFile(self._addresses_file)), self.service_tokens(me))

    def authenticator(
        self,
        resolve_token: TokenResolver,
        *,
        open_forms: frozenset[str] = frozenset(),
        credential_paths: frozenset[str] = frozenset(),
    ) -> Authenticator:
        """What the app of a service needs to identify callers."""
        # Only processes with an app load Flask.
        from chassis.authentication import Authenticator

        public_key = self._keyring.public(ACCESS_KEY)
        if public_key is None:
            raise FileNotFoundError(
                "the access key pair was never made: run `python -m gateway secrets`"
            )
        tokens = AccessTokens(public_key)
        return Authenticator(tokens, resolve_token, self.public_url, open_forms, credential_paths)


class TopologyPublisher:
    """Publishes once every queue is declared, so that nothing that is confirmed is lost."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._publisher = Publisher(deployment.bus)

    def publish_many(self, messages: Sequence[Message]) -> None:
        """Send messages in their order and return once the broker has them all."""
        self._deployment.declare_topology()
        self._publisher.publish_many(messages)

    def close(self) -> None:
        """Close the connection."""
        self._publisher.close()


class _AddressFile:
    """Looks addresses up in a JSON file, read again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = 0
        self._table: dict[str, str] = {}

    def __call__(self, service: str) -> str:
        changed_at = self._path.stat().st_mtime_ns
        if changed_at != self._read_at:
            self._table = json.loads(self._path.read_text())
            self._read_at = changed_at
        return self._table[service]


def open_storage(
    url: str,
    keyring: Keyring,
    *,
    public_url: str,
    reserve_bytes: int = 0,
    is_served_by_nginx: bool = False,
) -> Storage:
    """Open the storage a URL names; nothing is stored where less than the reserve would be free."""
    parts = urlsplit(url)
    if parts.scheme == "disk":
        return DiskStorage(
            Path(parts.path),
            keyring.secret("storage"),
            public_url,
            reserve_bytes=reserve_bytes,
            is_served_by_nginx=is_served_by_nginx,
        )
    if parts.scheme != "s3":
        raise ValueError(f"STORAGE_URL must begin with disk:// or s3://, not {parts.scheme}://")
    options = dict(parse_qsl(parts.query))
    settings = S3Settings(
        bucket=parts.netloc,
        endpoint_url=options.get("endpoint"),
        public_endpoint_url=options.get("public_endpoint"),
        region=options.get("region", "us-east-1"),
        path_style=options.get("path_style", "1") == "1",
        is_served_by_nginx=is_served_by_nginx,
    )
    return S3Storage(settings)
