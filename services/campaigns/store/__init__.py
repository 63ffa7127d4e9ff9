# SPDX-License-Identifier: Apache-2.0
"""Where campaigns are kept."""
