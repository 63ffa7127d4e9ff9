# SPDX-License-Identifier: Apache-2.0
"""What listeners of live events cost on the embedded profile: memory, and everybody's latency.

Registers users, opens 500 streams, and measures `GET /api/me` and the time from a saved name to its
event, with and without them. Run by `python -m benchmarks.live [listeners]`.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator

import httpx
import psutil

from tests.support.platform.creator import Creator
from tests.support.platform.embedded import Embedded, running_embedded

REQUESTS, SAVES = 100, 20
STREAMS_OF_A_USER = 25


def main(listeners: int) -> None:
    """Measure and print."""
    with running_embedded() as platform:
        count = -(-listeners // STREAMS_OF_A_USER)
        creators = [Creator(platform.url) for _ in range(count)]
        for one in creators:
            one.register()
        asyncio.run(_measure(platform, creators, listeners))


async def _measure(platform: Embedded, creators: list[Creator], listeners: int) -> None:
    live = psutil.Process(platform.pid("live"))
    await asyncio.to_thread(_latency, creators[0])
    before, alone = live.memory_info().rss, await asyncio.to_thread(_latency, creators[0])
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=platform.url, limits=limits, timeout=None) as client:
        streams = [
            await client.send(_request(client, creators[number // STREAMS_OF_A_USER]), stream=True)
            for number in range(listeners)
        ]
        grown = live.memory_info().rss - before
        beside = await asyncio.to_thread(_latency, creators[0])
        lines = streams[0].aiter_lines()
        delays = [await _delay(creators[0], lines) for _ in range(SAVES)]
        for one in streams:
            await one.aclose()
    print(f"{listeners} listeners: {grown / 2**20:.1f} MiB, live process {before / 2**20:.0f} MiB")
    print(f"GET /api/me p50: {alone * 1000:.2f} ms alone, {beside * 1000:.2f} ms beside them")
    print(f"name saved → event p50: {statistics.median(delays) * 1000:.0f} ms")


def _request(client: httpx.AsyncClient, creator: Creator) -> httpx.Request:
    return client.build_request("GET", "/api/events", headers=dict(creator.http.headers))


def _latency(creator: Creator) -> float:
    """Return the median time of a request."""
    times = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        creator.get("/api/me")
        times.append(time.perf_counter() - started)
    return statistics.median(times)


async def _delay(creator: Creator, lines: AsyncIterator[str]) -> float:
    """Save the name of a new project, and return how long its event takes to a listener."""
    project_id = await asyncio.to_thread(creator.project, [])
    started = time.perf_counter()
    path = f"/api/create-video/projects/{project_id}"
    await asyncio.to_thread(creator.request, "PATCH", path, json={"name": "Renamed"})
    async for line in lines:
        if line.startswith("data: ") and json.loads(line[6:]).get("name") == "Renamed":
            return time.perf_counter() - started
    raise ConnectionError("the stream ended")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
