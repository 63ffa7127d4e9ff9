# SPDX-License-Identifier: Apache-2.0
"""Clients of the services that drafts calls over gRPC."""
