# SPDX-License-Identifier: Apache-2.0
"""Drafts: timelines while they are worked on, and as they were when sealed for rendering."""
