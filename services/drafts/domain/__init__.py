# SPDX-License-Identifier: Apache-2.0
"""The values, rules and errors of projects and exports."""
