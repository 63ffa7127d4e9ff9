# SPDX-License-Identifier: Apache-2.0
"""HLS: films packaged so that they play anywhere."""
