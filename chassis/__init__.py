# SPDX-License-Identifier: Apache-2.0
"""Machinery that knows no video: what every service stands on."""
