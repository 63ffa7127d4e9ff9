# SPDX-License-Identifier: Apache-2.0
"""What the coordinator and its packagers both know: job specs and results."""
