# SPDX-License-Identifier: Apache-2.0
"""The doors of publishing: REST, pages, gRPC and the facts it hears."""
