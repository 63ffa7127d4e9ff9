# SPDX-License-Identifier: Apache-2.0
"""Signed links and forms of DiskStorage: what they allow, and all that they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from chassis.storage import (
    AlreadyStored,
    BadSignature,
    DiskStorage,
    EmptyUpload,
    Expired,
    StorageError,
    StoredObject,
    TooLarge,
    WrongType,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRET = b"a secret of many bytes"


def a_store(tmp_path: Path, *, secret: bytes = SECRET) -> DiskStorage:
    return DiskStorage(tmp_path / "objects", secret, lambda: "https://film.test", clock=lambda: NOW)


def a_form(store: DiskStorage, *, max_bytes: int = 10, key: str = "up/1.mp4") -> dict[str, str]:
    form = store.presign_upload(key, max_bytes=max_bytes, content_type="video/mp4", expires_in=300)
    return form.fields


def send(
    store: DiskStorage, fields: Mapping[str, str], data: bytes = b"frames", *, later: float = 0
) -> StoredObject:
    return store.receive_form(fields, BytesIO(data), NOW + timedelta(seconds=later))


def leftovers(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "objects").rglob("*") if path.is_file()]


def test_a_form_stores_up_to_its_last_second_and_byte(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    stored = send(store, a_form(store), b"0123456789", later=299)

    assert stored == store.head("up/1.mp4")
    assert (stored.size_bytes, stored.content_type) == (10, "video/mp4")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"signature": "0" * 64}, BadSignature),
        ({"signature": "ä"}, BadSignature),
        ({"signature": ""}, BadSignature),
        ({"policy": ""}, BadSignature),
        ({"policy": "e30="}, BadSignature),
        ({"key": "up/2.mp4"}, BadSignature),
        ({"key": "../../etc/passwd"}, BadSignature),
        ({"Content-Type": "text/html"}, WrongType),
        ({"Content-Type": ""}, WrongType),
    ],
)
def test_a_changed_form_is_refused_and_leaves_nothing(
    tmp_path: Path, change: dict[str, str], error: type[StorageError]
) -> None:
    store = a_store(tmp_path)

    with pytest.raises(error):
        send(store, a_form(store) | change)

    assert leftovers(tmp_path) == []


def test_a_form_without_fields_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSignature):
        send(a_store(tmp_path), {})


def test_a_form_of_another_secret_is_refused(tmp_path: Path) -> None:
    stranger = a_store(tmp_path, secret=b"another secret of ours")

    with pytest.raises(BadSignature):
        send(a_store(tmp_path), a_form(stranger))


def test_an_expired_form_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    with pytest.raises(Expired):
        send(store, a_form(store), later=300)


def test_one_byte_too_many_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    with pytest.raises(TooLarge):
        send(store, a_form(store, max_bytes=5))

    assert leftovers(tmp_path) == []


def test_a_flood_is_not_read_to_its_end(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    flood = BytesIO(bytes(20 << 20))

    with pytest.raises(TooLarge):
        store.receive_form(a_form(store), flood, NOW)

    assert flood.tell() <= 2 << 20


def test_an_empty_upload_is_refused_and_may_be_sent_again(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fields = a_form(store)

    with pytest.raises(EmptyUpload):
        send(store, fields, b"")

    assert send(store, fields).size_bytes == 6


def test_a_key_is_written_to_only_once(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fields = a_form(store)
    first = send(store, fields)

    with pytest.raises(AlreadyStored):
        send(store, fields, b"others")

    assert store.head("up/1.mp4") == first


def test_of_two_uploads_at_once_the_second_to_finish_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fields = a_form(store)

    class Overtaken(BytesIO):
        """Sends the same form once more in the middle of itself."""

        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() == 0:
                send(store, fields, b"winner")
            return super().read(size)

    with pytest.raises(AlreadyStored):
        store.receive_form(fields, Overtaken(b"loser"), NOW)

    assert b"".join(store.open("up/1.mp4")) == b"winner"


def the_parts(link: str) -> tuple[str, str, dict[str, str]]:
    address = urlsplit(link)
    token, key = address.path.removeprefix("/media/files/").split("/", 1)
    return token, key, dict(parse_qsl(address.query))


def test_a_link_tells_what_to_show_and_how(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    link = store.presign_get("a/b.png", expires_in=60, content_type="image/png", filename="x&y.png")
    granted = store.verify_get(*the_parts(link), NOW)

    assert link.startswith("https://film.test/media/files/")
    assert granted.key == "a/b.png"
    assert (granted.content_type, granted.filename, granted.attachment) == (
        "image/png",
        "x&y.png",
        False,
    )


def test_a_link_ends_with_its_time(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    parts = the_parts(store.presign_get("a/b.png", expires_in=60))

    assert store.verify_get(*parts, NOW + timedelta(seconds=59)).key == "a/b.png"
    with pytest.raises(Expired):
        store.verify_get(*parts, NOW + timedelta(seconds=60))


@pytest.mark.parametrize(
    ("token", "key", "query"),
    [
        (None, "a/c.png", {}),
        (None, None, {"type": "text/html"}),
        (None, None, {"disposition": "inline"}),
        (None, None, {"filename": "evil.exe"}),
        ("9999999999.{hmac}", None, {}),
        ("{expires}.{zeros}", None, {}),
        ("٣.{hmac}", None, {}),
        ("", None, {}),
        ("x", None, {}),
    ],
)
def test_a_changed_link_is_refused(
    tmp_path: Path, token: str | None, key: str | None, query: dict[str, str]
) -> None:
    store = a_store(tmp_path)
    link = store.presign_get("a/b.png", expires_in=60, attachment=True)
    real_token, real_key, real_query = the_parts(link)
    expires, hmac = real_token.split(".")
    forged = (token if token is not None else real_token).format(
        expires=expires, hmac=hmac, zeros="0" * 64
    )

    with pytest.raises(BadSignature):
        store.verify_get(forged, key or real_key, real_query | query, NOW)


def test_a_form_is_no_link_and_a_short_secret_no_secret(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    fields = a_form(store)

    with pytest.raises(BadSignature):
        store.verify_get(f"9999999999.{fields['signature']}", fields["key"], {}, NOW)
    with pytest.raises(ValueError, match="16 bytes"):
        a_store(tmp_path, secret=b"short")
