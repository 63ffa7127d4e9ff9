# SPDX-License-Identifier: Apache-2.0
"""REST, gRPC, subscriptions and metrics of render."""
