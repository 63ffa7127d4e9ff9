# SPDX-License-Identifier: Apache-2.0
"""The folders of an embedded installation, and the environment of its processes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.registry import NAMES

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Installation:
    """The folder with all data of an installation, and the address that it listens at."""

    var: Path
    host: str
    port: int
    """0: the kernel chooses."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")

    @property
    def lock(self) -> Path:
        """The file that the running supervisor locks; its text is the process id."""
        return self.var / "lock"

    @property
    def run(self) -> Path:
        """The folder of what running processes need, such as sockets."""
        return self.var / "run"

    @property
    def addresses(self) -> Path:
        """The file with the addresses of the gRPC servers."""
        return self.run / "addresses.json"

    @property
    def storage(self) -> Path:
        """The folder of stored files."""
        return self.var / "storage"

    @property
    def host_socket(self) -> Path:
        """The Unix socket of the host, at which only nginx asks."""
        return self.run / "host.sock"

    @property
    def live_socket(self) -> Path:
        """The Unix socket of the process of live events."""
        return self.run / "live.sock"

    @property
    def logs(self) -> Path:
        """The folder of the processes' logs."""
        return self.var / "log"

    @property
    def secrets(self) -> Path:
        """The folder of the keys."""
        return self.var / "secrets"

    def make_folders(self) -> None:
        """Create the folders that the processes expect."""
        for name in ("run", "log", "scratch", "db"):
            folder = self.var / name
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        self.var.chmod(0o700)

    def environ(self, inherited: Mapping[str, str], *, url: str) -> dict[str, str]:
        """Return the environment of every process of this installation.

        A variable that is set already overrides the defaults, but not paths and addresses.
        """
        defaults = {
            "PUBLIC_URL": url,
            # Two arenas instead of eight a core: dozens of mostly idle threads would each keep one.
            "MALLOC_ARENA_MAX": "2",
            "GRPC_ENABLE_FORK_SUPPORT": "0",
            "GRPC_VERBOSITY": "ERROR",
        }
        places = {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'gen'}",
            "BUS_URL": f"sqlitemq:///{self.var / 'db' / 'bus.db'}",
            "STORAGE_URL": f"disk://{self.storage}",
            "SECRETS_DIR": str(self.secrets),
            "SCRATCH_DIR": str(self.var / "scratch"),
            "ADDRESSES_FILE": str(self.addresses),
            "LIVE_SOCKET": str(self.live_socket),
            # nginx is the one proxy of the services, and it judges those in front of it.
            "PROXIES": "1",
            "STORAGE_SERVED_BY_NGINX": "1",
            "GATEWAY_PROXIES": inherited.get("PROXIES") or "0",
        }
        databases = {
            f"{name.upper()}_DATABASE_URL": f"sqlite:///{self.var / 'db' / name}.db"
            for name in NAMES
        }
        if not self.is_local:
            # Otherwise `PUBLIC_URL` decides: a proxy in front may make a loopback address public.
            defaults["REGISTRATION"] = "invite"
        return {**defaults, **inherited, **places, **databases}


def from_environment(environ: Mapping[str, str]) -> Installation:
    """Read `VAR`, `HOST` and `PORT`, which is 0 for a port of the kernel's choice."""
    return Installation(
        var=Path(environ.get("VAR") or "var").resolve(),
        host=environ.get("HOST") or "127.0.0.1",
        port=int(environ.get("PORT") or 8080),
    )
