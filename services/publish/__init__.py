# SPDX-License-Identifier: Apache-2.0
"""The publish service: publications of productions in spaces, and the pages that play them."""
