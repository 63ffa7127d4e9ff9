# SPDX-License-Identifier: Apache-2.0
"""The timeline language: its documents, the specs that are rendered, and the planning between."""

from __future__ import annotations
