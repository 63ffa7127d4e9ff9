# SPDX-License-Identifier: Apache-2.0
"""Rendering a timeline file on this machine, without any server."""
