# SPDX-License-Identifier: Apache-2.0
"""The timeline language: what a film is made of and what it renders to."""

from __future__ import annotations
