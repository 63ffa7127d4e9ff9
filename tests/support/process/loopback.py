# SPDX-License-Identifier: Apache-2.0
"""HTTP clients of servers on this machine."""

from __future__ import annotations

import httpx

from tests.support.process.waiting import HANG_SECONDS


def loopback_client(url: str = "") -> httpx.Client:
    """Return a client of servers on this machine, whose paths are below an address.

    It trusts any certificate: none is asked for, and to read those of Debian takes 0.04 processor
    seconds.
    """
    return httpx.Client(base_url=url, trust_env=False, timeout=HANG_SECONDS, verify=False)
