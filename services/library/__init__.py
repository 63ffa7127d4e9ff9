# SPDX-License-Identifier: Apache-2.0
"""What media somebody has, and where its bytes are."""
