# SPDX-License-Identifier: Apache-2.0
"""The render node: a process that claims jobs and runs them with ffmpeg."""
