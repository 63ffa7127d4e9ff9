# SPDX-License-Identifier: Apache-2.0
"""Uploads: the stored media of every user, and the files derived from it."""
