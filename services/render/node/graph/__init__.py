# SPDX-License-Identifier: Apache-2.0
"""ffmpeg filter graphs of chunks, built as data."""
