# SPDX-License-Identifier: Apache-2.0
"""Compares answers with the OpenAPI document that describes them."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.support.api.undescribed import UNDESCRIBED

Document = dict[str, Any]  # Any: a part of an OpenAPI document
PROBLEM = "application/problem+json"
_VARIABLE = re.compile(r"\\{\w+\\}")


class UndescribedAnswer(AssertionError):
    """An answer is not as the API description says."""


class ApiChecker:
    """Checks the answers of one OpenAPI document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._validators: dict[tuple[str, ...], Draft202012Validator] = {}
        # Who waits for something asks again and again, and is mostly answered the same.
        self._valid: set[tuple[tuple[str, ...], bytes]] = set()
        self._paths = sorted(document["paths"], key=lambda path: (path.count("{"), -len(path)))
        self._find = functools.lru_cache(maxsize=4096)(self._find_path)

    def check(
        self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        """Raise UndescribedAnswer when an answer differs from its description."""
        method = "GET" if method == "HEAD" else method
        if method == "OPTIONS" or (status >= 500 and "Content-Type" not in headers):
            return
        template = self._find(unquote(path))
        operation = self._document["paths"].get(template, {}).get(method.lower())
        name = f"{method} {template or path}"
        if operation is None:
            self._check_nowhere(name, status, headers)
        elif name not in UNDESCRIBED:
            self._check_operation(name, operation, status, headers, body)

    def _check_nowhere(self, name: str, status: int, headers: Mapping[str, str]) -> None:
        """Check the answer of a path or a method that nobody described."""
        if name in UNDESCRIBED:
            return
        if status not in (404, 405, 413, 429, 503) or _media_type(headers) != PROBLEM:
            raise UndescribedAnswer(f"{name} is not described and was answered {status}")

    def _check_operation(
        self, name: str, operation: Document, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        described = operation["responses"].get(str(status))
        said = f"{name} was answered {status}"
        if described is None:
            raise UndescribedAnswer(f"{said}, which is not described: {body[:300]!r}")
        for header, one in described.get("headers", {}).items():
            if self._resolved(one).get("required") and header not in headers:
                raise UndescribedAnswer(f"{said} without {header}")
        content, media_type = described.get("content", {}), _media_type(headers)
        if not content or (not body and media_type not in content):
            return
        if media_type not in content:
            raise UndescribedAnswer(f"{said} as {media_type}, described are {sorted(content)}")
        if body and media_type.endswith("json"):
            self._check_json(said, (name, str(status), media_type), content[media_type], body)

    def _check_json(self, said: str, key: tuple[str, ...], content: Document, body: bytes) -> None:
        answer = (key, hashlib.sha256(body).digest())
        if answer in self._valid:
            return
        validator = self._validators.get(key)
        if validator is None:
            schema = {**content["schema"], "components": self._document["components"]}
            validator = self._validators[key] = Draft202012Validator(
                schema, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
        error = best_match(validator.iter_errors(json.loads(body)))
        if error is not None:
            raise UndescribedAnswer(f"{said}: {error.json_path}: {error.message[:600]}")
        self._valid.add(answer)

    def _resolved(self, described: Document) -> Document:
        if "$ref" not in described:
            return described
        found: Any = self._document
        for name in described["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return dict(found)

    def _find_path(self, path: str) -> str:
        """Return the most literal template that fits a path, empty when none does."""
        for last in ("[^/]+", ".+"):
            for template in self._paths:
                parts = _VARIABLE.split(re.escape(template))
                pattern = "[^/]+".join(parts[:-1]) + (last if len(parts) > 1 else "") + parts[-1]
                if re.fullmatch(pattern, path, re.DOTALL):
                    return str(template)
        return ""


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0]
