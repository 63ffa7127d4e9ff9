# SPDX-License-Identifier: Apache-2.0
"""Forms with a file are read up to the file, and no form makes the reader keep much."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from chassis.errors import ApiError
from chassis.rest.upload_forms import read_upload_form

TOO_MUCH = (64 << 10) + 1


def form(fields: dict[str, str]) -> Request:
    data = {**fields, "file": (BytesIO(b"bytes of the file"), "a.bin")}
    return Request(EnvironBuilder(method="POST", data=data).get_environ())


def test_a_form_is_read_up_to_its_file() -> None:
    read = read_upload_form(form({"key": "uploads/1", "expires": "9"}))

    assert read.fields == {"key": "uploads/1", "expires": "9"}
    assert read.file is not None
    assert read.file.read() == b"bytes of the file"


@pytest.mark.parametrize(
    "fields", [{"key": "x" * TOO_MUCH}, {"x" * TOO_MUCH: ""}, {"x" * 40_000: "y" * 40_000}]
)
def test_fields_are_bounded_with_their_names(fields: dict[str, str]) -> None:
    with pytest.raises(ApiError) as caught:
        read_upload_form(form(fields))

    assert caught.value.response.code == "too_large"
