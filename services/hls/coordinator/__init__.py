# SPDX-License-Identifier: Apache-2.0
"""The hls service: productions, their packaging jobs and their playback links."""
