# SPDX-License-Identifier: Apache-2.0
"""What coordinator and packager both know: the spec and the result of a packaging job."""
