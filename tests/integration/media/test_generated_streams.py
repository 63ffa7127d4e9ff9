# SPDX-License-Identifier: Apache-2.0
"""The streams of a dozen generated videos keep the rules of HLS."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hls.generated import check_generated, generated_input


@pytest.mark.parametrize("seed", range(12), ids=lambda seed: str(generated_input(seed)))
def test_the_stream_of_a_generated_video_keeps_every_rule(tmp_path: Path, seed: int) -> None:
    check_generated(generated_input(seed), tmp_path)
