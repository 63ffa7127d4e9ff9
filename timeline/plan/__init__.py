# SPDX-License-Identifier: Apache-2.0
"""Planning: from a timeline document to the specs that render it, as pure functions."""
