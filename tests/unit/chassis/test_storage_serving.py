# SPDX-License-Identifier: Apache-2.0
"""How stored bytes are shown: headers that defuse them, and ranges."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chassis.storage import Unsatisfiable, parse_range, serving_headers
from tests.support.process.waiting import HANG_SECONDS


@pytest.mark.parametrize(
    "kind",
    ["video/mp4", "audio/mp4", "image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"],
)
def test_media_is_shown_in_place(kind: str) -> None:
    headers = serving_headers(kind, None, False)

    assert headers == {
        "Content-Type": kind,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": "inline",
    }


@pytest.mark.parametrize(
    "kind",
    ["text/html", "image/svg+xml", "application/javascript", "", "video/mp4\r\nX: y", "image/tiff"],
)
def test_what_could_run_is_opaque_and_saved(kind: str) -> None:
    headers = serving_headers(kind, "page.html", False)

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; ")


def test_playlists_keep_their_type_but_are_not_shown() -> None:
    headers = serving_headers("application/vnd.apple.mpegurl")

    assert headers["Content-Type"] == "application/vnd.apple.mpegurl"
    assert headers["Content-Disposition"] == "attachment"


def test_parameters_of_a_type_are_dropped() -> None:
    assert serving_headers("Video/MP4; codecs=x")["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    "name", ['a"b.mp4', "a\r\nSet-Cookie: x=1", "Ärger 50%.mp4", "\ud800", "a/../b"]
)
def test_no_file_name_breaks_out_of_its_header(name: str) -> None:
    value = serving_headers("video/mp4", name, True)["Content-Disposition"]

    assert value.isascii() and value.isprintable()
    assert value.count('"') == 2
    assert "/" not in value


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 4)),
        ("bytes=2-", (2, 8)),
        ("bytes=-3", (7, 3)),
        ("bytes=-30", (0, 10)),
        ("bytes=5-99", (5, 5)),
        (" Bytes=0-9 ", (0, 10)),
        ("bytes=10-", Unsatisfiable(10)),
        ("bytes=99-100", Unsatisfiable(10)),
        ("bytes=-0", Unsatisfiable(10)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("bytes=a-b", None),
        ("bytes=٣-", None),
        ("items=0-1", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("", None),
        (None, None),
    ],
)
def test_a_range_is_read(header: str | None, expected: object) -> None:
    assert parse_range(header, 10) == expected


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=0-5", "bytes=-5"])
def test_nothing_has_no_ranges(header: str) -> None:
    assert parse_range(header, 0) == Unsatisfiable(0)


def test_importing_storage_and_process_loads_only_the_standard_library() -> None:
    code = (
        "import sys, chassis.storage, chassis.process;"
        "sys.exit(bool({'boto3', 'botocore', 'flask', 'grpc', 'sqlalchemy'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], timeout=HANG_SECONDS).returncode == 0
