# SPDX-License-Identifier: Apache-2.0
"""The cut of the render benchmark as others make it."""
