# SPDX-License-Identifier: Apache-2.0
"""Renders exports: a coordinator, its nodes, text images, and rendering without a server."""
