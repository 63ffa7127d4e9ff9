# SPDX-License-Identifier: Apache-2.0
"""What one types, and what one sees."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from cli import app, profiles
from tests.support.platform.memory_api import PretendPlatform, problem

Typed = Callable[..., int]


@pytest.fixture
def platform() -> PretendPlatform:
    return PretendPlatform()


@pytest.fixture
def typed(
    platform: PretendPlatform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """Type a command and return its exit code."""
    for name in ("REELMILL_URL", "REELMILL_TOKEN", "REELMILL_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> int:
        try:
            app.run(arguments, transport=platform)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run


def stored(tmp_path: Path) -> Path:
    return tmp_path / "reelmill" / "profiles.toml"


def test_login_keeps_a_token_that_only_its_owner_can_read(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough\n"))
    url = "http://platform.example/"
    arguments = ("login", "--url", url, "--email", "a@example.org", "--password-stdin")

    assert typed("--profile", "work", *arguments) == 0

    path = stored(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    known = profiles.Profile("http://platform.example", "rm_secret")
    assert profiles.load(path, "work", {}) == known


def test_saving_one_profile_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "profiles.toml"
    first = profiles.Profile("http://a.example", "rm_1")
    odd = profiles.Profile('http://b.example/"', "rm_2")

    profiles.save(path, "default", first)
    profiles.save(path, 'od"d.name', odd)

    assert profiles.load(path, "default", {}) == first
    assert profiles.load(path, 'od"d.name', {}) == odd


def test_the_environment_wins_and_a_token_is_never_shown_to_another_platform(
    tmp_path: Path,
) -> None:
    path = tmp_path / "profiles.toml"
    profiles.save(path, "default", profiles.Profile("http://a.example", "rm_1"))
    elsewhere = {"REELMILL_URL": "http://b.example"}

    assert profiles.load(path, "default", elsewhere).token == ""
    assert profiles.load(path, "default", {**elsewhere, "REELMILL_TOKEN": "t"}).token == "t"
    assert profiles.load(path, "unknown", {}) == profiles.Profile()


def test_upload_shows_what_came_of_each_file(
    typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"film")

    assert typed("upload", str(clip), str(clip)) == 0

    assert capsys.readouterr().out.count("upload 7: ready, 1920×1080, 5.0 s") == 2


def test_upload_prints_the_warnings_about_a_file(
    typed: Typed, platform: PretendPlatform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(b"film")
    platform.warnings = ["This file was cut off: it has 4.2 of 6.0 seconds."]

    assert typed("upload", str(clip)) == 0

    assert f"warning: {platform.warnings[0]}\n" in capsys.readouterr().out


def test_upload_says_of_a_varying_rate_that_it_varies(
    typed: Typed, platform: PretendPlatform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = tmp_path / "clip.mkv"
    clip.write_bytes(b"film")
    platform.rate = {"fps": "13965/500", "hasVaryingRate": True}

    assert typed("upload", str(clip)) == 0

    said = "ready, 1920×1080, varying, about 28 frames/s, 5.0 s"
    assert said in capsys.readouterr().out


def test_lists_are_tables(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("uploads") == 0
    assert typed("projects") == 0
    assert typed("projects", "list") == 0

    said = capsys.readouterr().out
    assert "ready" in said
    assert said.count("A film") == 2


def test_a_project_is_created_from_clips(
    typed: Typed, platform: PretendPlatform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("projects", "create", "A film", "--clip", "7", "--clip", "7") == 0

    saved = platform.said("PATCH", "/api/create-video/projects/3/timeline")[0]
    assert len(json.loads(saved.content)["timeline"]["clips"]) == 2
    assert capsys.readouterr().out == "project 3\n"


def test_an_export_is_watched_when_asked_to(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("export", "3") == 0
    assert "export j" in capsys.readouterr().out

    assert typed("export", "3", "--watch") == 0
    assert "upload 31" in capsys.readouterr().out


def test_publishing_says_where_it_plays(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("prep-hls", "31") == 0
    assert typed("publish", "31") == 0

    said = capsys.readouterr().out
    assert "production 5" in said
    assert "publication 9: published, http://127.0.0.1:8080/watch/9" in said


def test_any_call_can_be_made(
    typed: Typed, platform: PretendPlatform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("api", "get", "/api/me") == 0
    assert json.loads(capsys.readouterr().out) == {"userId": 1, "email": "a@example.org"}

    assert typed("api", "POST", "/api/mark-complete", "-d", '{"id": 7}') == 0
    assert json.loads(platform.heard[-1].content) == {"id": 7}


def test_what_is_refused_is_one_line_and_exit_code_one(
    typed: Typed, platform: PretendPlatform, capsys: pytest.CaptureFixture[str]
) -> None:
    platform.faults = [problem(401, "unauthenticated", "Sign in first.")]

    assert typed("uploads") == 1
    assert capsys.readouterr().err == "reelmill: Sign in first. (unauthenticated)\n"


def test_json_that_is_none_is_refused_before_anything_is_sent(
    typed: Typed, platform: PretendPlatform, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("api", "POST", "/api/mark-complete", "-d", "{nope") == 1

    assert "-d is not JSON" in capsys.readouterr().err
    assert platform.heard == []


def test_a_file_that_is_not_there_is_refused_before_anything_is_sent(
    typed: Typed, platform: PretendPlatform
) -> None:
    assert typed("upload", "/no/such/file.mp4") == 2
    assert platform.heard == []


def test_a_project_is_written_as_the_file_that_its_name_says(
    typed: Typed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "film.edl"

    assert typed("projects", "write", "3", str(file)) == 0

    assert file.read_text() == "TITLE: A film\n"
    assert "left out: Boost: not in an EDL. (/a and 1 more)" in capsys.readouterr().out


def test_a_file_is_imported_with_the_uploads_that_its_files_are(
    typed: Typed, platform: PretendPlatform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "film.otio"
    file.write_text('{"OTIO_SCHEMA": "Timeline.1"}')

    assert typed("projects", "import", str(file), "--upload", "a=b.mp4=7") == 0

    [sent] = platform.said("POST", "/api/create-video/projects/import")
    assert json.loads(sent.content) == {
        "otio": {"OTIO_SCHEMA": "Timeline.1"},
        "files": {"a=b.mp4": 7},
    }
    out = capsys.readouterr().out
    assert "missing: beach.mp4" in out
    assert "project 4" in out


def test_a_file_that_is_no_json_is_not_sent(
    typed: Typed, platform: PretendPlatform, tmp_path: Path
) -> None:
    file = tmp_path / "film.otio"
    file.write_text("TITLE: A film")

    assert typed("projects", "import", str(file)) == 1
    assert platform.said("POST", "/api/create-video/projects/import") == []
