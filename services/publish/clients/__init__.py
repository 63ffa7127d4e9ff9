# SPDX-License-Identifier: Apache-2.0
"""The gRPC clients of the hls, library and accounts services."""
