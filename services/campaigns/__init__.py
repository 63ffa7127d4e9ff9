# SPDX-License-Identifier: Apache-2.0
"""The campaigns service: batches of videos and stories made from a list of ideas."""
