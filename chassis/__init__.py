# SPDX-License-Identifier: Apache-2.0
"""Machinery that knows no video, and that every service uses."""
