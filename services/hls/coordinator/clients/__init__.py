# SPDX-License-Identifier: Apache-2.0
"""The services that hls asks over gRPC."""
