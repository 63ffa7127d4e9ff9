# SPDX-License-Identifier: Apache-2.0
"""The `reelmill` command against a running platform: from a clip to a page that plays."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.support.media.video import make_video

ROOT = Path(__file__).resolve().parents[2]
Reelmill = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def reelmill(embedded: str, tmp_path: Path) -> Reelmill:
    """Run the command as somebody who has just signed in."""
    environ = {
        "PATH": os.environ["PATH"],
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(ROOT),
    }

    def run(*arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            cwd=tmp_path,
            env=environ,
            input=said,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    email = f"{uuid.uuid4().hex[:10]}@example.org"
    account = ("--email", email, "--register", "--password-stdin")
    done = run("login", "--url", embedded, *account, said="long enough\n")
    assert done.returncode == 0, done.stderr
    return run


def found(pattern: str, done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command printed at the place of a pattern's group."""
    assert done.returncode == 0, done.stderr
    match = re.search(pattern, done.stdout)
    assert match, done.stdout
    return match[1]


def test_a_clip_becomes_a_page_that_plays(reelmill: Reelmill, tmp_path: Path) -> None:
    clip = make_video(tmp_path / "clip.mp4", 2, "640x360")

    upload = found(r"upload (\d+): ready, 640×360", reelmill("upload", str(clip)))
    made = reelmill("projects", "create", "A film", "--clip", upload, "--clip", upload)
    project = found(r"project (\d+)", made)
    export = found(r"upload (\d+): http", reelmill("export", project, "--watch"))
    page = found(r"published, (\S+)", reelmill("publish", export))

    assert "A film" in reelmill("projects").stdout
    assert "hls" in httpx.get(page, trust_env=False).text.lower()


def test_a_rejected_clip_says_why_and_fails(reelmill: Reelmill, tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no film at all")

    done = reelmill("upload", str(text))

    assert done.returncode == 1
    assert "(not_media)" in done.stderr


def test_any_call_can_be_made_and_refused(reelmill: Reelmill) -> None:
    created = reelmill("api", "POST", "/api/create-video/projects", "-d", '{"name": "By hand"}')
    problem = reelmill("api", "GET", "/api/uploads/999999")

    assert json.loads(created.stdout)["project"]["name"] == "By hand"
    assert problem.returncode == 1
    assert "(upload_not_found)" in problem.stderr
