# SPDX-License-Identifier: Apache-2.0
"""The tables of the publish service and the repositories that read and write them."""
