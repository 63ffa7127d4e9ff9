# SPDX-License-Identifier: Apache-2.0
"""The values, rules, states and events of productions."""
