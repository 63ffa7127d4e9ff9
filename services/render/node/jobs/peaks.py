# SPDX-License-Identifier: Apache-2.0
"""Peaks of uploads, from which pages draw waveforms."""

from __future__ import annotations

from media.peaks import PEAK_RATES, write_peaks
from services.render.contract.results import DerivativeResult, ResultFile
from services.render.contract.specs import DerivativeSpec
from services.render.node.context import JobContext

_CONTENT_TYPE = "application/octet-stream"


def make_peaks(context: JobContext, spec: DerivativeSpec) -> DerivativeResult:
    """Store the peaks of decoded audio, a file for each rate of `PEAK_RATES`."""
    pcm = context.fetch(spec.pcm)
    files = []
    for key, rate in zip(spec.targets, PEAK_RATES, strict=True):
        target = context.folder / f"peaks-{rate}"
        write_peaks(pcm, target, rate=rate)
        context.token.raise_if_cancelled()
        stored = context.storage.put_file(key, target, content_type=_CONTENT_TYPE)
        files.append(ResultFile(key, stored.size_bytes, _CONTENT_TYPE))
    return DerivativeResult(tuple(files))
