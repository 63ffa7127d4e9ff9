# SPDX-License-Identifier: Apache-2.0
"""What the coordinator asks over the network: other services, storage, the bus."""
