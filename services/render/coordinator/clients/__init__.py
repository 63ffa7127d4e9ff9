# SPDX-License-Identifier: Apache-2.0
"""The remote things that render needs: drafts, storage and the bus."""
