# SPDX-License-Identifier: Apache-2.0
"""`python -m gateway <verb>`: up, demo, down, migrate, usage and service are for users."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from gateway import supervisor
from gateway.installation import Installation, from_environment
from services.registry import NAMES


def main() -> int:
    """Run one verb and return the exit status."""
    verbs: dict[str, Callable[[], int]] = {
        "up": _up,
        "demo": _demo,
        "down": _down,
        "migrate": _migrate,
        "usage": _usage,
        "service": _service,
        "host": _host,
        "front": _front,
        "live": _live,
        "secrets": _secrets,
        "site": _site,
        "nginx": _nginx,
    }
    parser = argparse.ArgumentParser(prog="python -m gateway")
    parser.add_argument("verb", choices=list(verbs))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="of `service NAME VERB …`")
    try:
        return verbs[parser.parse_args().verb]()
    except supervisor.CannotStart as error:
        sys.stderr.write(f"reelmill: {error}\n")
        return 1


def _up() -> int:
    return supervisor.start(_installation(), os.environ)


def _demo() -> int:
    installation = _installation()
    url = supervisor.address_of(installation.host, installation.port)
    if supervisor.is_ready(url):
        environ = installation.environ(os.environ, url=url)
        return subprocess.call([sys.executable, "-m", "gateway.demo", url], env=environ)
    return supervisor.start(installation, os.environ, demo=True)


def _down() -> int:
    supervisor.print_line(supervisor.stop_running(_installation()))
    return 0


def _service() -> int:
    """Run a verb of a service of this installation: `service accounts grant-admin EMAIL`."""
    name, *arguments = sys.argv[2:] or [""]
    if name not in NAMES or not arguments:
        raise supervisor.CannotStart(f"usage: service ({' | '.join(NAMES)}) VERB …")
    installation = _installation()
    url = supervisor.address_of(installation.host, installation.port)
    environ = installation.environ(os.environ, url=url)
    return subprocess.call([sys.executable, "-m", f"services.{name}", *arguments], env=environ)


# The functions below import what they need, so that the supervisor stays small.


def _migrate() -> int:
    from chassis.installation_check import DatabaseRejected
    from gateway import embedded, keys

    os.umask(0o077)
    installation = _installation()
    installation.make_folders()
    keys.make(installation.secrets)
    try:
        migrated = embedded.migrate(installation.environ(os.environ, url=""))
    except DatabaseRejected as error:
        raise supervisor.CannotStart(str(error)) from error
    for name in migrated:
        supervisor.print_line(f"{name} migrated")
    return 0


def _usage() -> int:
    from gateway import disk_usage

    sys.stdout.write(disk_usage.report(disk_usage.usage_by_kind(_installation().var)))
    return 0


def _host() -> int:
    from gateway import host

    return host.serve(os.environ)


def _front() -> int:
    from gateway import front

    return front.serve(_installation(), os.environ, listener=int(sys.argv[2]))


def _live() -> int:
    from gateway.live import process

    return process.main(os.environ)


def _secrets() -> int:
    from gateway import keys

    keys.make(Path(os.environ["SECRETS_DIR"]))
    return 0


def _site() -> int:
    from gateway import site

    site.write_pages(Path(os.environ.get("GATEWAY_SITE") or "var/site"))
    return 0


def _nginx() -> int:
    from gateway import site

    sys.stdout.write(site.nginx_configuration(os.environ))
    return 0


def _installation() -> Installation:
    return from_environment(os.environ)


if __name__ == "__main__":
    sys.exit(main())
