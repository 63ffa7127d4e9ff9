# SPDX-License-Identifier: Apache-2.0
"""The packager: a process that claims packaging jobs and runs them with ffmpeg."""
