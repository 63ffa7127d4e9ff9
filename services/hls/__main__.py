# SPDX-License-Identifier: Apache-2.0
"""`python -m services.hls <verb>`."""

from __future__ import annotations

import sys

from services.registry import TOPOLOGY


def main() -> int:
    """Run one verb; a packager starts without the machinery of the service."""
    if sys.argv[1:2] == ["packager"]:
        from chassis.jobs import process
        from services.hls.packager.bootstrap import build

        return process.main("packager", TOPOLOGY, build)
    from chassis import cli
    from services.hls.coordinator.bootstrap import SERVICE

    return cli.main(SERVICE, topology=TOPOLOGY)


if __name__ == "__main__":
    sys.exit(main())
