# SPDX-License-Identifier: Apache-2.0
"""The interfaces of drafts: REST, gRPC and events received."""
