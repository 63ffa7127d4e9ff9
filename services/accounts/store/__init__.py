# SPDX-License-Identifier: Apache-2.0
"""Where accounts are kept and how passwords are hashed."""
