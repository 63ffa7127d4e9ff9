# SPDX-License-Identifier: Apache-2.0
"""What the coordinator and its nodes both know: job specs, job results and errors."""
