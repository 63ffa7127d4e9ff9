# SPDX-License-Identifier: Apache-2.0
"""The interfaces of hls: REST, playback, gRPC and events."""
