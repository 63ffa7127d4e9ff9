# SPDX-License-Identifier: Apache-2.0
"""From a timeline document to frames, layers, chunks and sound: pure functions."""
