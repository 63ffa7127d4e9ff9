# SPDX-License-Identifier: Apache-2.0
"""The render service: it plans exports, leases jobs to nodes and announces results."""
