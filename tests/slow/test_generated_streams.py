# SPDX-License-Identifier: Apache-2.0
"""The streams of two hundred generated videos, up to ninety seconds long, keep the rules of HLS.

So do those of a dozen short ones, of which `make test` packages some.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hls.generated import LONG_LENGTHS, GeneratedInput, check_generated
from tests.support.hls.generated import generated_input as one_of


def _input(seed: int) -> GeneratedInput:
    return one_of(seed) if seed < 12 else one_of(seed, lengths=LONG_LENGTHS)


@pytest.mark.parametrize("seed", range(212), ids=lambda seed: str(_input(seed)))
def test_the_stream_of_a_generated_video_keeps_every_rule(tmp_path: Path, seed: int) -> None:
    check_generated(_input(seed), tmp_path)
