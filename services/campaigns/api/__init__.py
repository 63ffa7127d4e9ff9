# SPDX-License-Identifier: Apache-2.0
"""The doors of campaigns: REST and gRPC."""
