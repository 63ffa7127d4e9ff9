# SPDX-License-Identifier: Apache-2.0
"""What the library asks over the network: object storage."""
