# SPDX-License-Identifier: Apache-2.0
"""Where publications are kept, and how publishing asks its neighbours."""
