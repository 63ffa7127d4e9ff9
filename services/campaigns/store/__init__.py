# SPDX-License-Identifier: Apache-2.0
"""The tables of the campaigns service and the repository that reads them."""
