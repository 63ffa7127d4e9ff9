# SPDX-License-Identifier: Apache-2.0
"""`python -m services.drafts <verb>`."""

from __future__ import annotations

import sys

from chassis import cli
from services.drafts.bootstrap import SERVICE
from services.registry import TOPOLOGY

if __name__ == "__main__":
    sys.exit(cli.main(SERVICE, topology=TOPOLOGY))
