# SPDX-License-Identifier: Apache-2.0
"""The streams of some generated videos keep the rules of HLS; tests/slow has two hundred more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hls.generated import QUICK, check_generated, generated_input


@pytest.mark.parametrize("seed", QUICK, ids=lambda seed: str(generated_input(seed)))
def test_the_stream_of_a_generated_video_keeps_every_rule(tmp_path: Path, seed: int) -> None:
    check_generated(generated_input(seed), tmp_path)
