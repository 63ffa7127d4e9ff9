# SPDX-License-Identifier: Apache-2.0
"""The services that drafts asks over gRPC."""
