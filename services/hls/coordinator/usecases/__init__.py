# SPDX-License-Identifier: Apache-2.0
"""What one can do with a production."""
