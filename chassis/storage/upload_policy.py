# SPDX-License-Identifier: Apache-2.0
"""What a signed form of an upload allows, as one of its fields says it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from chassis.storage.port import BadSignature, WrongType
from chassis.storage.signing import Signer, check_time


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """To store one file of at most so many bytes and of a type under a key, until a moment."""

    key: str
    expires: int
    """The second of the epoch at which it ends."""
    max_bytes: int
    content_type: str

    def encoded(self) -> str:
        """Write it as the text that is signed."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()


def checked_policy(signer: Signer, fields: Mapping[str, str], now: datetime) -> UploadPolicy:
    """Return the policy of a form, or raise BadSignature, Expired or WrongType."""
    text = fields.get("policy", "")
    signer.check(fields.get("signature", ""), "POST", text)
    policy = UploadPolicy(**json.loads(base64.urlsafe_b64decode(text)))
    check_time(policy.expires, now)
    if fields.get("key") != policy.key:
        raise BadSignature("the form was signed for another key")
    if fields.get("Content-Type") != policy.content_type:
        raise WrongType(f"the form was signed for {policy.content_type}")
    return policy
