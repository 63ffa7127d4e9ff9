# SPDX-License-Identifier: Apache-2.0
"""Confine the children of a worker as its deployment says, and tell what could not be had."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from chassis import health, logging
from chassis.config import Environment
from chassis.process import Confinement, find_confinement
from chassis.process.confinement import UNCONFINED

_DATABASES = ("sqlite:", "sqlitemq:")

_log = logging.get_logger("process")


def confinement_of(environ: Mapping[str, str], scratch: Path) -> Confinement:
    """Return the confinement of the children of a worker, and have `/readyz` tell of it.

    Hidden are the keys and the databases of the installation. `CONFINE_CHILDREN=off` starts
    children as before, where a machine allows namespaces but not what ffmpeg does within them.
    """
    env = Environment(environ)
    may_confine = env.flag("CONFINE_CHILDREN", default=True)
    env.check()
    storage = urlsplit(environ.get("STORAGE_URL", ""))
    read = [Path(storage.netloc + storage.path)] if storage.scheme == "disk" else []
    found = (
        find_confinement(scratch.absolute(), hidden_folders(environ), read=read)
        if may_confine
        else UNCONFINED
    )
    health.note("children", found.summary)
    if found.missing:
        _log.warning("children.unconfined", missing=list(found.missing))
    else:
        _log.info("children.confined")
    return found


def hidden_folders(environ: Mapping[str, str]) -> list[Path]:
    """List the folders of keys and of databases in files."""
    secrets = [environ["SECRETS_DIR"]] if environ.get("SECRETS_DIR") else []
    urls = [one for name, one in environ.items() if name.endswith("_URL")]
    files = [urlsplit(one).path[1:] for one in urls if one.startswith(_DATABASES)]
    folders = [Path(one) for one in secrets] + [Path(one).parent for one in files if one]
    return sorted({one.absolute() for one in folders})
