# SPDX-License-Identifier: Apache-2.0
"""Every file of an installation is counted under one kind."""

from __future__ import annotations

from pathlib import Path

from gateway.disk_usage import UNEXPLAINED, report, usage_by_kind
from services.library.usecases import reconciling as library
from services.render.coordinator.usecases import reconciling as render


def put(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))


def test_files_are_counted_by_kind(tmp_path: Path) -> None:
    put(tmp_path / "storage/videos/2026/a.mp4", 100)
    put(tmp_path / "storage/images/a.png", 20)
    put(tmp_path / "storage/chunks/ab/cd.mp4", 7)
    put(tmp_path / "db/library.db-wal", 5)
    put(tmp_path / "log/host.log", 3)
    put(tmp_path / "lock", 2)

    found = {kind: size for kind, size in usage_by_kind(tmp_path).items() if size}

    assert found == {
        "uploads": 120,
        "pieces of renders": 7,
        "databases": 5,
        "logs": 3,
        "running processes": 2,
    }


def test_what_lies_elsewhere_is_unexplained(tmp_path: Path) -> None:
    put(tmp_path / "storage/something/else", 9)
    put(tmp_path / "core.123", 1)

    usage = usage_by_kind(tmp_path)

    assert usage[UNEXPLAINED] == 10
    assert report(usage).splitlines()[-1].split() == ["together", "10", "bytes"]


def test_every_folder_that_is_reconciled_has_a_kind(tmp_path: Path) -> None:
    folders = [*library.FOLDERS, *render.FOLDERS, "hls/", "masters/"]
    for folder in folders:
        put(tmp_path / "storage" / folder / "file", 1)

    assert usage_by_kind(tmp_path)[UNEXPLAINED] == 0
