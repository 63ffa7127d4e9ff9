# SPDX-License-Identifier: Apache-2.0
"""The tables of hls: one repository each, and the transaction around them."""
