# SPDX-License-Identifier: Apache-2.0
"""The packager that lets AWS Elemental MediaConvert package, and waits for it."""
