# SPDX-License-Identifier: Apache-2.0
"""Timeline projects, and their timelines as they were sealed for rendering."""
