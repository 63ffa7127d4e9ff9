# SPDX-License-Identifier: Apache-2.0
"""What a project and an export are, and what they refuse."""
