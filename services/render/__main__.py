# SPDX-License-Identifier: Apache-2.0
"""`python -m services.render <verb>`; a node loads neither Flask nor SQLAlchemy."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["node"]:
        from services.render.node import process

        sys.exit(process.main())
    if sys.argv[1:2] == ["film"]:
        from services.render.offline import film

        sys.exit(film.main(sys.argv[2:]))

    if sys.argv[1:2] == ["raster"]:
        # The library that draws text is loaded in this child only.
        from services.render.text import child

        sys.exit(child.main(sys.argv[2:]))

    from chassis import cli
    from services.registry import TOPOLOGY
    from services.render.coordinator.serving import SERVICE

    sys.exit(cli.main(SERVICE, topology=TOPOLOGY))
