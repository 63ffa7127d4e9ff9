# SPDX-License-Identifier: Apache-2.0
"""The memory of an embedded platform that has nothing to do, against the aim of 300 MB.

Each process is weighed by its proportional set size, which shares out what several map. Run by
`python -m benchmarks.idle_memory`.
"""

from __future__ import annotations

from tests.support.platform.embedded import running_embedded
from tests.support.process.waiting import pause

AIM_BYTES = 300e6
_IDLE_SECONDS = 20.0


def main() -> None:
    """Start a platform, let it rest, and print what its processes weigh."""
    with running_embedded() as platform:
        pause(_IDLE_SECONDS)
        weights = platform.pss_bytes()
    for role, weight in sorted(weights.items(), key=lambda one: -one[1]):
        print(f"{role:14} {weight / 1e6:6.1f} MB")
    total = sum(weights.values())
    print(f"{'together':14} {total / 1e6:6.1f} MB, aim {AIM_BYTES / 1e6:.0f}")


if __name__ == "__main__":
    main()
