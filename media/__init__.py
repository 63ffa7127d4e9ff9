# SPDX-License-Identifier: Apache-2.0
"""Media files without services: exact time, sizes, ffmpeg commands and parsers of their output."""

from __future__ import annotations
