# SPDX-License-Identifier: Apache-2.0
"""Timelines in the formats of other programs: OpenTimelineIO out and in, EDL and FCPXML out."""
