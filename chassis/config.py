# SPDX-License-Identifier: Apache-2.0
"""Settings read from the environment with types; all mistakes are reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class InvalidConfiguration(Exception):
    """Settings are missing or malformed; the message lists every one of them."""


class Environment:
    """A reader of settings that collects mistakes until `check` is called."""

    def __init__(self, values: Mapping[str, str], *, prefix: str = "") -> None:
        self._values = values
        self._prefix = prefix
        self._mistakes: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text; without a default it is required."""
        found = self._values.get(self._prefix + name, "")
        if found:
            return found
        if default is None:
            self._mistakes.append(f"{self._prefix}{name} is required")
            return ""
        return default

    def integer(self, name: str, default: int, *, least: int = 0) -> int:
        """Read a whole number of at least `least`."""
        found = self.text(name, str(default))
        if found.lstrip("-").isdigit() and int(found) >= least:
            return int(found)
        self._mistakes.append(f"{self._prefix}{name} must be a whole number ≥ {least}: {found!r}")
        return default

    def seconds(self, name: str, default: float) -> float:
        """Read a duration in seconds, fractions allowed."""
        found = self.text(name, str(default))
        try:
            value = float(found)
        except ValueError:
            value = -1.0
        if value < 0:
            self._mistakes.append(f"{self._prefix}{name} must be seconds ≥ 0: {found!r}")
            return default
        return value

    def path(self, name: str, default: str | None = None) -> Path:
        """Read a path of the file system."""
        return Path(self.text(name, default))

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a switch: 1, true, yes, on, or 0, false, no, off."""
        found = self.text(name, "1" if default else "0").lower()
        if found in {"1", "true", "yes", "on"}:
            return True
        if found not in {"0", "false", "no", "off"}:
            self._mistakes.append(f"{self._prefix}{name} must be on or off: {found!r}")
        return False

    def check(self) -> None:
        """Raise one error that lists every mistake met so far."""
        if self._mistakes:
            raise InvalidConfiguration("; ".join(self._mistakes))
