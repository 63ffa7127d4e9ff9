# SPDX-License-Identifier: Apache-2.0
"""The other services that hls calls."""
