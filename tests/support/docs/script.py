# SPDX-License-Identifier: Apache-2.0
"""Makes one bash script of the command blocks of a page, and runs it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.process import spawn
from tests.support.docs.fences import Fence
from tests.support.process.waiting import exit_code

_MARK = "\036"
_ROOT = Path(__file__).resolve().parents[3]
_SQL = f"PYTHONPATH={_ROOT}:{_ROOT}/gen {sys.executable} {_ROOT}/tests/support/docs/sql.py"
# What is installed is taken as it is: the tests install nothing.
_PROLOGUE = r"""
set -euo pipefail
make() {
    command make -o .venv/.base -o .venv/.test -o .venv/.web \
        -o web/node_modules/.package-lock.json -o web/dist/index.html "$@"
}
apt-get() { dpkg --status "${@:3}" >/dev/null; }
git() { test -e "$2/Makefile"; ln -s . "$3"; }
await() { # await FILE TEXT: until the newest job has printed the text, or answers at the address
    until case $2 in http:*) curl -sf -o /dev/null "$2" ;; *) grep -qF "$2" "$1" ;; esac; do
        kill -0 $! || { cat "$1" >&2; return 1; }
        sleep 0.1
    done
}
finish() {
    for job in $(jobs -rp); do kill -INT -- "-$job"; done
    wait
}
trap finish EXIT
set -m
"""


class CommandFailed(AssertionError):
    """A command of a page did not do what the page says."""


def run_blocks(
    blocks: Sequence[Fence], *, folder: Path, env: Mapping[str, str], replaced: Mapping[str, str]
) -> list[str]:
    """Run command blocks in order in one shell and return what each printed.

    The shell stops at the first command that fails. A block with `foreground=TEXT` goes on in the
    background once it has printed the text, or answers if the text is an address, and is
    interrupted when all blocks are done.
    """
    parts = [_PROLOGUE]
    for number, block in enumerate(blocks):
        parts.append(f"printf '{_MARK}'")
        parts.append(_command(block, number))
    source = "\n".join(parts)
    for old, new in replaced.items():
        source = source.replace(old, new)
    status, printed, errors = _bash(source, folder, env)
    outputs = printed.split(_MARK)[1:]
    if status != 0:
        block = blocks[max(0, len(outputs) - 1)]
        raise CommandFailed(f"{block} ended with {status}:\n{printed[-3000:]}\n{errors[-3000:]}")
    return outputs


def _command(block: Fence, number: int) -> str:
    if block.language == "sql":
        return f"{_SQL} <<'SQL'\n{block.text}SQL"
    if "foreground" not in block.options:
        return block.text
    said, text = f"foreground.{number}", shlex.quote(block.options["foreground"])
    return f"(\n{block.text}) >{said} 2>&1 &\nawait {said} {text}\ncat {said}"


def _bash(source: str, folder: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    out, err = folder / "stdout", folder / "stderr"
    with out.open("wb") as output, err.open("wb") as errors:
        argv = ["bash", "-c", source]
        shell = spawn(argv, env=env, cwd=folder, streams=(subprocess.DEVNULL, output, errors))
        status = exit_code(shell)
    return status, out.read_text(), err.read_text()
