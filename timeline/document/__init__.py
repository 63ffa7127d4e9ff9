# SPDX-License-Identifier: Apache-2.0
"""The timeline document: its model, upgrade, validation and JSON Schema."""
