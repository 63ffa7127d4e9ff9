# SPDX-License-Identifier: Apache-2.0
"""The part of nginx's configuration by which it sends stored files that a service permits."""

from __future__ import annotations

from pathlib import Path

_TEMPLATES = Path(__file__).parent.parent / "deploy" / "nginx"

_CARRIED = (
    "ETag",
    "X-Request-Id",
    "X-Content-Type-Options",
    "Content-Security-Policy",
    "Cross-Origin-Resource-Policy",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
)
"""The headers that nginx would leave out of an answer whose file it sends itself."""

_REPLACED = ("Content-Type", "Content-Disposition", "Cache-Control", "Accept-Ranges")
"""What nginx knows from the service's answer, and a bucket says, too."""

_HIDDEN = (
    *_REPLACED,
    *_CARRIED,
    "Expires",
    "Last-Modified",
    "x-amz-id-2",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-amz-server-side-encryption",
    "x-amz-version-id",
    "x-amz-checksum-crc32",
    "x-amz-checksum-crc64nvme",
    "x-amz-checksum-type",
)


def template(name: str) -> str:
    """Return the text of a template, in which names between `@` stand for what differs."""
    return (_TEMPLATES / f"{name}.conf.template").read_text()


def locations(stored: str) -> str:
    """Write the places of stored files: a folder, or the origin of a bucket."""
    if not stored.startswith(("http://", "https://")):
        carried = "".join(_sent(one, f"$upstream_http_{_variable(one)}") for one in _CARRIED)
        return template("stored_disk").replace("@STORED@", stored).replace("@CARRIED@", carried)
    blocks = {
        "@STORED@": stored.rstrip("/"),
        # The bucket's answer replaces the service's, so that its headers are read before.
        "@REMEMBERED@": "".join(
            f"      set $stored_{_variable(one)} $upstream_http_{_variable(one)};\n"
            for one in _CARRIED
        ),
        "@HIDDEN@": "".join(f"      proxy_hide_header {one};\n" for one in _HIDDEN),
        "@CARRIED@": "".join(_sent(one, f"$stored_{_variable(one)}") for one in _CARRIED),
    }
    text = template("stored_s3")
    for name, block in blocks.items():
        text = text.replace(name, block)
    return text


def _sent(header: str, value: str) -> str:
    return f"      add_header {header} {value};\n"


def _variable(header: str) -> str:
    return header.replace("-", "_").lower()
