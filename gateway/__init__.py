# SPDX-License-Identifier: Apache-2.0
"""The gateway: routes by path, and in the embedded profile hosts all services."""
