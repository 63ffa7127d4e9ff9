# SPDX-License-Identifier: Apache-2.0
"""Render: films made from sealed timelines, piece by piece, on any number of nodes."""
