# SPDX-License-Identifier: Apache-2.0
"""What one can ask of render, and what its nodes report."""
