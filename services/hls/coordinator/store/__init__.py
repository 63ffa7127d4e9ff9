# SPDX-License-Identifier: Apache-2.0
"""Where productions are kept, who is asked about uploads, and who packages."""
