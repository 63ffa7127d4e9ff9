# SPDX-License-Identifier: Apache-2.0
"""Video that knows no machinery: exact time, argv for ffmpeg, and the reading of its answers."""

from __future__ import annotations
