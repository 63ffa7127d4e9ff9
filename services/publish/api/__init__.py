# SPDX-License-Identifier: Apache-2.0
"""The REST routes, the watch pages and the event subscriptions of the publish service."""
