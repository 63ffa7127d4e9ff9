# SPDX-License-Identifier: Apache-2.0
"""The services that publish asks over gRPC."""
