# SPDX-License-Identifier: Apache-2.0
"""`python -m services.render <verb>`; a node loads neither Flask nor SQLAlchemy."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["node"]:
        from services.render.node import bootstrap as node

        sys.exit(node.main())
    if sys.argv[1:2] == ["export"]:
        from services.render.offline import command

        sys.exit(command.main(sys.argv[2:]))

    if sys.argv[1:2] == ["text-image"]:
        # The library that draws text is loaded in this child only.
        from services.render.text import child

        sys.exit(child.main(sys.argv[2:]))

    from chassis import cli
    from services.registry import TOPOLOGY
    from services.render.coordinator.bootstrap import SERVICE

    sys.exit(cli.main(SERVICE, topology=TOPOLOGY))
