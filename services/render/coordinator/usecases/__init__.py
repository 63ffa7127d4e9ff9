# SPDX-License-Identifier: Apache-2.0
"""What can be asked of render, and what its nodes report."""
