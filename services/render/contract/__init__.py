# SPDX-License-Identifier: Apache-2.0
"""Job specs, job results and errors, which the coordinator and its nodes share."""
