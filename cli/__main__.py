# SPDX-License-Identifier: Apache-2.0
"""`python -m cli`, the same as `reelmill`."""

from __future__ import annotations

from cli.app import main

if __name__ == "__main__":
    main()
