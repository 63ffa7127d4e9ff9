# SPDX-License-Identifier: Apache-2.0
"""The seven services of Reelmill; none imports another."""
