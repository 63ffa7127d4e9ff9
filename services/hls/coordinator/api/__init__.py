# SPDX-License-Identifier: Apache-2.0
"""The doors of hls: REST, playback, gRPC, events, and the packager's process."""
