# SPDX-License-Identifier: Apache-2.0
"""Publishing: productions placed into spaces, and the pages that play them."""
