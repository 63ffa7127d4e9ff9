# SPDX-License-Identifier: Apache-2.0
"""HLS packaging: a plan of commands, then segments and playlists cut by one list."""

from __future__ import annotations
