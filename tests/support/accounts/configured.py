# SPDX-License-Identifier: Apache-2.0
"""The accounts service as settings of the environment make it."""

from __future__ import annotations

from pathlib import Path

from chassis.deployment import Deployment
from gateway import keys
from services.accounts.bootstrap import build
from services.accounts.usecases.dependencies import Dependencies


def configured(folder: Path, **environ: str) -> Dependencies:
    """Make the dependencies of a service whose secrets are in a folder, with these settings."""
    keys.make(folder)
    settings = {
        "BUS_URL": "sqlitemq:////tmp/bus.db",
        "STORAGE_URL": f"disk://{folder}/storage",
        "SECRETS_DIR": str(folder),
        "ACCOUNTS_DATABASE_URL": "sqlite://",
        **environ,
    }
    return build(Deployment(settings, topology={}, addresses={}))
