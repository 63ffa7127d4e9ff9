# SPDX-License-Identifier: Apache-2.0
"""What callers, packagers and events do with productions."""
