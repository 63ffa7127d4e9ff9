# SPDX-License-Identifier: Apache-2.0
"""Where renders are kept, and how nodes make their jobs."""
