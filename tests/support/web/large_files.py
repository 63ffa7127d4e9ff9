# SPDX-License-Identifier: Apache-2.0
"""Large files, and how much of them the server has."""

from __future__ import annotations

import hashlib
import random
import struct
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from tests.support.media.video import make_video
from tests.support.process.loopback import loopback_client
from tests.support.web.browser import Account

LARGE = 300_000_000
_CHUNK = 10_000_000


def write_long_clip(path: Path, size_bytes: int = LARGE) -> Path:
    """Write a large video of one second: behind the film stands a box that players skip."""
    make_video(path, seconds=1, size="320x180")
    rest = size_bytes - path.stat().st_size
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", rest, b"free"))
        source = random.Random(7)
        for begin in range(8, rest, _CHUNK):
            file.write(source.randbytes(min(_CHUNK, rest - begin)))
    return path


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored_digest(account: Account, upload: dict[str, Any]) -> str:
    """Download the file of an upload and return its digest."""
    digest = hashlib.sha256()
    with loopback_client(account.url) as http:
        http.cookies = account.http.cookies
        with http.stream("GET", upload["fileUrl"]) as answer:
            answer.raise_for_status()
            for read in answer.iter_bytes():
                digest.update(read)
    return digest.hexdigest()


def stored_parts(account: Account) -> tuple[int, int]:
    """Return how many parts the server has of the unfinished upload, and of how many."""
    unfinished = account.request("GET", "/api/uploads/multipart")["items"]
    if not unfinished:
        return 0, 0
    (upload,) = unfinished
    path = f"/api/uploads/{upload['uploadId']}/multipart/parts"
    return len(account.request("GET", path)["parts"]), upload["partCount"]


def pass_parts(page: Page, count: int) -> None:
    """Let some parts of files through to the server and hold the others back."""
    left = count

    def decide(route: Route) -> None:
        nonlocal left
        if route.request.method != "PUT":
            route.continue_()
        elif left > 0:
            left -= 1
            route.continue_()

    page.route(lambda _: True, decide)
