# SPDX-License-Identifier: Apache-2.0
"""The doors of the library: REST, signed files, gRPC and events."""
