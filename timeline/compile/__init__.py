# SPDX-License-Identifier: Apache-2.0
"""The configuration of a production draft, and the timeline that is made from it."""
