# SPDX-License-Identifier: Apache-2.0
"""The gateway: routes by path, and on a laptop hosts everything behind one address."""
