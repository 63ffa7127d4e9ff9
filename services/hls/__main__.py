# SPDX-License-Identifier: Apache-2.0
"""`python -m services.hls <verb>`."""

from __future__ import annotations

import sys

from services.registry import TOPOLOGY


def main() -> int:
    """Run one verb; packagers start without the machinery of the service."""
    if sys.argv[1:2] == ["packager"]:
        from chassis.jobs import process
        from services.hls.packager.bootstrap import build

        return process.main("packager", TOPOLOGY, build)
    if sys.argv[1:2] == ["mediaconvert"]:
        from chassis.jobs import process
        from services.hls.mediaconvert import bootstrap

        return process.main("mediaconvert", TOPOLOGY, bootstrap.build)
    from chassis import cli
    from services.hls.coordinator.bootstrap import SERVICE

    return cli.main(SERVICE, topology=TOPOLOGY)


if __name__ == "__main__":
    sys.exit(main())
