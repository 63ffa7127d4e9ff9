# SPDX-License-Identifier: Apache-2.0
"""What MediaConvert wrote is checked before it can be played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.jobs.errors import JobFailed
from chassis.jobs.job import ClaimedJob
from tests.support.media.video import make_video
from tests.support.mediaconvert.account import Account, an_account, job, package
from tests.support.mediaconvert.installation import KEYS

PREFIX = "hls/2026-02/03/42/01KJS2V0M00000000000000"


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with an_account(make_video(tmp_path / "video.mp4", 1, "128x72", "25"), tmp_path) as account:
        yield account


def damage(account: Account, number: int, name: str, old: bytes, new: bytes) -> ClaimedJob:
    """Change a file that the first job of a production stored, and return the job again."""
    key = f"{PREFIX}{number:03}/landscape/{name}"
    data = b"".join(account.storage.open(key))
    assert old in data
    account.storage.put_bytes(key, data.replace(old, new, 1), content_type="video/mp2t")
    return job(number, claims=2)


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("video.m3u8", b"RESOLUTION=128x72", b"RESOLUTION=640x360", "resolution"),
        ("video_360p.m3u8", b"EXTINF:1.0", b"EXTINF:0.5", "segment-duration"),
        ("video_360p_00001.ts", b"G", b"H", "readable"),
    ],
)
def test_a_stream_that_breaks_a_rule_fails_with_its_name_and_is_not_played(
    account: Account, name: str, old: bytes, new: bytes, rule: str
) -> None:
    package(account)
    account.storage.delete(f"{PREFIX}001/master.m3u8")

    with pytest.raises(JobFailed) as raised:
        package(account, damage(account, 1, name, old, new))

    assert raised.value.code == "stream_not_conformant"
    assert str(raised.value).startswith(f"Holiday: the stream breaks a rule of HLS: {rule}: ")
    assert account.storage.head(f"{PREFIX}001/master.m3u8") is None
    assert not any(account.scratch.iterdir())
