# SPDX-License-Identifier: Apache-2.0
"""The interfaces of the library: REST, gRPC and events received."""
