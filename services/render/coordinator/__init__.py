# SPDX-License-Identifier: Apache-2.0
"""The render service: it plans exports, hands out jobs and announces results."""
