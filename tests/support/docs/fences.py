# SPDX-License-Identifier: Apache-2.0
"""Fenced code blocks of Markdown pages, and how their info strings say they are run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
COMMANDS = ("sh", "sql")


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block: ```` ```sh test=running ````, its language and the options behind it."""

    page: str
    line: int
    language: str
    options: dict[str, str]
    text: str

    @property
    def is_command(self) -> bool:
        """Whether the block is something to run."""
        return self.language in COMMANDS

    @property
    def place(self) -> str:
        """The name of the environment that a command block runs in; empty if it names none."""
        return self.options.get("test", "")

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(slots=True)
class Step:
    """A command block, and the block that shows what it prints, if there is one."""

    command: Fence
    output: Fence | None = None


def fences_of(path: Path) -> list[Fence]:
    """Read the fenced blocks of a page, in order."""
    source = path.read_text()
    found = []
    for match in _FENCE.finditer(source):
        language, *options = shlex.split(match[1]) or [""]
        pairs = dict(option.partition("=")[::2] for option in options)
        line = source.count("\n", 0, match.start()) + 1
        found.append(Fence(path.name, line, language, pairs, match[2]))
    return found


def steps_of(fences: list[Fence]) -> list[Step]:
    """Return the command blocks of a page in order, each with the output block behind it."""
    steps: list[Step] = []
    for number, fence in enumerate(fences):
        if fence.is_command:
            steps.append(Step(fence))
        elif "output" in fence.options:
            assert number and fences[number - 1].is_command, f"{fence}: the output of what?"
            steps[-1].output = fence
    return steps
