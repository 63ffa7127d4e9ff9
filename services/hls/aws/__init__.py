# SPDX-License-Identifier: Apache-2.0
"""AWS Elemental MediaConvert as hls uses it: its settings, its jobs, its events."""
