# SPDX-License-Identifier: Apache-2.0
"""HLS packaging: the ffmpeg commands for all renditions, their segments and playlists."""

from __future__ import annotations
