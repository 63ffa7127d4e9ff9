# SPDX-License-Identifier: Apache-2.0
"""The doors of drafts: REST, gRPC and what it hears."""
