# SPDX-License-Identifier: Apache-2.0
"""The hls service: productions, packaging jobs and playback links."""
