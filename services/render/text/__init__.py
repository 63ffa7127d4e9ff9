# SPDX-License-Identifier: Apache-2.0
"""Text images: a text and its style drawn as a PNG."""
