# SPDX-License-Identifier: Apache-2.0
"""The library in SQL, in object storage and on the wire."""
