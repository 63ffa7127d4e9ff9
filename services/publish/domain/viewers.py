# SPDX-License-Identifier: Apache-2.0
"""What tells viewers without an account apart when views are counted."""

from __future__ import annotations

import hashlib
import ipaddress

MOST_OF_ONE_ADDRESS = 32
"""So many viewers of one address count at most, however many browsers a client says it is."""

_IPV6_NETWORK_BITS = 64  # What a provider gives one customer (RFC 6177).


def viewer_without_account(address: str, browser: str) -> str:
    """Return the viewer that an address and the name of its browser (`User-Agent`) are.

    Of IPv6 the network counts, because its customer may take any of the addresses in it. Browsers
    of an address are divided among MOST_OF_ONE_ADDRESS viewers by their names.
    """
    number = hashlib.sha256(browser.encode()).digest()[0] % MOST_OF_ONE_ADDRESS
    return f"{_network(address)} {number}"


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _IPV6_NETWORK_BITS), strict=False))
