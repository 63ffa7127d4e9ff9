# SPDX-License-Identifier: Apache-2.0
"""What a node does for each kind of job: one module a kind."""
