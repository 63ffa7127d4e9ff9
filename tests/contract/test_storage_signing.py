# SPDX-License-Identifier: Apache-2.0
"""Signed forms and links, tried on a folder and on a server that speaks S3."""

from __future__ import annotations

import itertools
import urllib.request
import uuid
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import parse_qsl, urlsplit

import pytest

from chassis.storage import (
    DiskStorage,
    S3Settings,
    S3Storage,
    StorageUnavailable,
)
from tests.support.process.waiting import HANG_SECONDS
from tests.support.servers.moto_s3 import new_bucket

VIDEO = "video/mp4"


def test_a_signed_form_stores_what_it_carries(real: DiskStorage | S3Storage) -> None:
    form = real.presign_upload("up/1.mp4", max_bytes=100, content_type=VIDEO, expires_in=60)

    submit(real, form.url, form.fields, b"twelve bytes")

    head = real.head("up/1.mp4")
    assert head is not None
    assert (head.size_bytes, head.content_type) == (12, VIDEO)


def test_a_signed_link_reads_without_any_other_proof(real: DiskStorage | S3Storage) -> None:
    real.put_bytes("up/1.mp4", b"twelve bytes", content_type=VIDEO)

    link = real.presign_get(
        "up/1.mp4", expires_in=60, content_type="video/webm", filename="Ä b.mp4", attachment=True
    )

    assert follow(real, link) == ("video/webm", True, b"twelve bytes")


def test_browsers_are_sent_to_the_public_endpoint() -> None:
    storage = S3Storage(
        S3Settings(
            bucket="films",
            endpoint_url="http://inside.test",
            public_endpoint_url="https://outside.test",
            access_key="a",
            secret_key="b",
        )
    )

    link = storage.presign_get("a/b.mp4", expires_in=60)
    form = storage.presign_upload("a/b.mp4", max_bytes=9, content_type=VIDEO, expires_in=60)

    assert link.startswith("https://films.outside.test/a/b.mp4?")
    assert form.url.startswith("https://films.outside.test")


def test_a_bucket_that_is_not_there_is_the_destinations_fault() -> None:
    endpoint, _ = new_bucket()
    settings = S3Settings(
        "nowhere", endpoint_url=endpoint, access_key="a", secret_key="b", path_style=True
    )

    with pytest.raises(StorageUnavailable):
        S3Storage(settings).put_bytes("a", b"x", content_type=VIDEO)


def submit(real: DiskStorage | S3Storage, url: str, fields: dict[str, str], data: bytes) -> None:
    """Do what a browser does with a signed form, or what the web application does with it."""
    if isinstance(real, DiskStorage):
        address, _, query = url.partition("?")
        assert address == "http://reelmill.test/media/files"
        real.verify_form_address(dict(parse_qsl(query)), len(data), datetime.now(UTC))
        real.receive_form(fields, BytesIO(data), datetime.now(UTC))
        return
    boundary = uuid.uuid4().hex
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="f"\r\n\r\n' + data)
    body = b"".join(
        itertools.chain.from_iterable(
            (f"--{boundary}\r\nContent-Disposition: form-data; ".encode(), part, b"\r\n")
            for part in parts
        )
    )
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(url, body + f"--{boundary}--\r\n".encode(), kind)
    with urllib.request.urlopen(request, timeout=HANG_SECONDS) as answer:
        assert answer.status == 201


def follow(real: DiskStorage | S3Storage, link: str) -> tuple[str | None, bool, bytes]:
    """Do what a browser does with a signed link, or what the web application does with it."""
    if isinstance(real, DiskStorage):
        address = urlsplit(link)
        token, key = address.path.removeprefix("/media/files/").split("/", 1)
        granted = real.verify_get(token, key, dict(parse_qsl(address.query)), datetime.now(UTC))
        assert granted.filename == "Ä b.mp4"
        return granted.content_type, granted.attachment, b"".join(real.open(granted.key))
    with urllib.request.urlopen(link, timeout=HANG_SECONDS) as answer:
        shown = answer.headers["Content-Disposition"]
        assert shown.endswith("filename*=UTF-8''%C3%84%20b.mp4")
        return answer.headers["Content-Type"], shown.startswith("attachment"), answer.read()
