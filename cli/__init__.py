# SPDX-License-Identifier: Apache-2.0
"""The `reelmill` command: a client of the public REST API and of nothing else."""
