# SPDX-License-Identifier: Apache-2.0
"""Specs of render jobs and their canonical JSON, whose digests are cache keys."""
