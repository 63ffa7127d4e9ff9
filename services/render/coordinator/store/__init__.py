# SPDX-License-Identifier: Apache-2.0
"""The database of render: renders, jobs, cached files, counters and nodes."""
