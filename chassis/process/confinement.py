# SPDX-License-Identifier: Apache-2.0
"""Confine children that read files of strangers: no network, no secrets, only scratch is written.

Everything is done with namespaces of the kernel by the programs of util-linux, as far as the
machine allows it; what it does not allow is known and reported, never passed over in silence.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chassis.process.spawning import ENDS_WITH_PARENT, spawn

_NOBODY = "65534"
_TRIAL_SECONDS = 60
_PSEUDO = frozenset(
    {
        *("proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "mqueue", "securityfs"),
        *("debugfs", "tracefs", "pstore", "bpf", "configfs", "fusectl", "hugetlbfs"),
        *("binfmt_misc", "autofs", "nsfs", "efivarfs", "rpc_pipefs"),
    }
)
"""File systems without files of people."""

_MOUNT_OPTIONS = frozenset({"nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime"})
"""Options of a mount that may have to stay when it becomes read-only."""

# The first of the arguments is the scratch directory; then come the folders to hide; then, behind
# a word, options and place of each mount that becomes read-only. One that was unmounted since is
# passed over. The working directory is entered again, through the new mounts.
_HIDE = """
scratch=$1; shift
mount --bind "$scratch" "$scratch"
while [ "$1" != read-only ]; do
  mount -t tmpfs -o ro,size=4k,mode=0555 none "$1"; shift
done; shift
while [ "$1" != run ]; do mount -o "remount,bind,ro,$1" "$2" 2>/dev/null || :; shift 2; done; shift
cd "$(pwd -P)"
exec "$@"
"""
_TRIAL = ("sh", "-c", '[ ! -w / ] && [ -w "$0" ]')


@dataclass(frozen=True, slots=True)
class Confinement:
    """How children are started on this machine, and what could not be had there."""

    prefix: tuple[str, ...] = ()
    """The command in front of that of the child."""
    missing: tuple[str, ...] = ()
    """What a child may do although it should not, in words; empty when it is confined."""

    @property
    def summary(self) -> str:
        """What `/readyz` says of it."""
        return "; ".join(self.missing) or "confined: no network, no secrets, only scratch"


_NO_NETWORK = "children that decode have the network of this machine"
_NO_MOUNTS = "children that decode may read and write what the worker may, secrets included"
_SHOWN = "keys or databases lie in one folder with scratch or storage, and are not hidden"
_SAME_USER = "children that decode run as the user of the worker"
UNCONFINED = Confinement(missing=(_NO_NETWORK, _NO_MOUNTS, _SAME_USER))
"""Nothing at all is confined."""


def find_confinement(
    scratch: Path, hidden: Sequence[Path], *, read: Sequence[Path] = ()
) -> Confinement:
    """Return the best confinement that this machine allows, which is found by trying.

    Children may write below `scratch` only, and see empty folders where `hidden` ones are. A folder
    that contains the scratch directory or one of `read` cannot be hidden.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    needed = [one.resolve() for one in (scratch, *read)]
    shown = [one for one in hidden if any(need.is_relative_to(one.resolve()) for need in needed)]
    is_root = os.geteuid() == 0
    apart = ("unshare", "--net", "--ipc", *(() if is_root else ("--user", "--map-root-user")))
    private = [one for one in hidden if one not in shown]
    mounts = (*apart, "--mount", "--", *_hiding(scratch.resolve(), private))
    same = (*((_SHOWN,) if shown else ()), *(() if is_root else (_SAME_USER,)))
    candidates = (
        Confinement((*mounts, *(_as_nobody() if is_root else _without_rights())), same),
        Confinement((*apart, "--", *_without_rights()), (_NO_MOUNTS, _SAME_USER)),
    )
    trials = ((*_TRIAL, str(scratch.resolve())), ("true",))
    works = (one for one, trial in zip(candidates, trials, strict=True) if _works(one, trial))
    return next(works, UNCONFINED)


def _hiding(scratch: Path, hidden: Sequence[Path]) -> tuple[str, ...]:
    folders = [str(one.resolve()) for one in hidden if one.is_dir()]
    return (
        *("sh", "-ec", _HIDE, "confine", str(scratch)),
        *folders,
        "read-only",
        *_mounts(scratch),
        "run",
    )


def _mounts(scratch: Path) -> list[str]:
    """List options and place of each mount with files that could be written, but of scratch."""
    rows = [line.split() for line in Path("/proc/self/mounts").read_text().splitlines()]
    found: dict[str, str] = {}
    for _, place, kind, options, *_rest in rows:
        # Blanks are written as octal numbers.
        place, given = place.replace("\\040", " "), options.split(",")
        is_other = kind in _PSEUDO or place.startswith("/sys/") or place == str(scratch)
        if not is_other and "ro" not in given:
            found[place] = ",".join(sorted(_MOUNT_OPTIONS.intersection(given))) or "ro"
    return [one for place, options in found.items() for one in (options, place)]


def _as_nobody() -> tuple[str, ...]:
    """Return the command that becomes another user, who may still read the files of this one."""
    right = "-all,+dac_override"
    rights = (f"--inh-caps={right}", f"--ambient-caps={right}", f"--bounding-set={right}")
    user = ("--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups")
    return ("setpriv", *user, *rights, *ENDS_WITH_PARENT[1:])


def _without_rights() -> tuple[str, ...]:
    rights = ("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all")
    return ("setpriv", *rights, *ENDS_WITH_PARENT[1:])


def _works(confinement: Confinement, trial: Sequence[str]) -> bool:
    env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin")}
    child = spawn(
        [*confinement.prefix, *trial],
        env=env,
        streams=(subprocess.DEVNULL, subprocess.DEVNULL, subprocess.DEVNULL),
    )
    try:
        return child.wait(_TRIAL_SECONDS) == 0
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return False
