# SPDX-License-Identifier: Apache-2.0
"""The use cases of render: requests of users and events, and the calls of nodes."""
