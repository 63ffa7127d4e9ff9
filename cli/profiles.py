# SPDX-License-Identifier: Apache-2.0
"""The platforms of a user, and the tokens for them, in one file."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_URL = "http://127.0.0.1:8080"


@dataclass(frozen=True, slots=True)
class Profile:
    """The URL of a platform and a token for it, empty before the first login."""

    url: str = DEFAULT_URL
    token: str = ""


def profiles_file(environ: Mapping[str, str]) -> Path:
    """Return the file of profiles."""
    home = environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    return Path(home) / "reelmill" / "profiles.toml"


def load(path: Path, name: str, environ: Mapping[str, str]) -> Profile:
    """Return a profile; `REELMILL_URL` and `REELMILL_TOKEN` override what is in the file."""
    stored = _read(path).get(name, Profile())
    url = environ.get("REELMILL_URL") or stored.url
    # A token is sent only to the platform that made it.
    token = stored.token if url == stored.url else ""
    return Profile(url, environ.get("REELMILL_TOKEN") or token)


def save(path: Path, name: str, profile: Profile) -> None:
    """Add or replace a profile; nobody else may read the file."""
    profiles = {**_read(path), name: profile}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(_table(*pair) for pair in profiles.items()))
    draft.replace(path)


def _read(path: Path) -> dict[str, Profile]:
    if not path.exists():
        return {}
    tables = tomllib.loads(path.read_text())
    return {
        name: Profile(str(table.get("url", DEFAULT_URL)), str(table.get("token", "")))
        for name, table in tables.items()
    }


def _table(name: str, profile: Profile) -> str:
    # A JSON string is a TOML basic string.
    key, url, token = (json.dumps(one) for one in (name, profile.url, profile.token))
    return f"[{key}]\nurl = {url}\ntoken = {token}\n"
