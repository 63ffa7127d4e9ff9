# SPDX-License-Identifier: Apache-2.0
"""The tables of the accounts service and the repositories that read and write them."""
