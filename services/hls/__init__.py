# SPDX-License-Identifier: Apache-2.0
"""HLS: videos packaged as streams that play everywhere."""
