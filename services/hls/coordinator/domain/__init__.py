# SPDX-License-Identifier: Apache-2.0
"""Rules, states and events of productions, without machinery."""
