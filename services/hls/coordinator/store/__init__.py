# SPDX-License-Identifier: Apache-2.0
"""The tables, repositories and event formats of hls."""
