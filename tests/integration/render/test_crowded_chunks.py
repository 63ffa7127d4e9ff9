# SPDX-License-Identifier: Apache-2.0
"""A chunk with the maximum of layers is rendered within the memory limit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from media.text_image_file import InkBox
from services.render.node.graph.chunk import compile_chunk
from tests.support.media.ffmpeg import packets_of, run
from tests.support.media.video import make_video
from tests.support.process.children import children_of
from tests.support.process.memory import Peak
from tests.support.render.long_timelines import crowded_timeline, sealed
from tests.support.render.pixels import BLUE, RED, a_picture, frames_of
from timeline.plan.planning import plan
from timeline.spec.chunk import ChunkSpec
from timeline.spec.render_plan import RenderBuild

BUILD = RenderBuild(renderer="1", encoder="x264", mezzanine_recipe="1")
MOST_BYTES = 400 << 20
INK = InkBox(-20, -10, 40, 20)


@pytest.fixture(scope="module")
def hardest() -> ChunkSpec:
    """The chunk with most layers and inputs of the most crowded timeline."""
    chunks = plan(sealed(crowded_timeline()), build=BUILD).chunks
    return max((chunk.spec for chunk in chunks), key=lambda s: (len(s.layers), len(s.input_keys)))


def test_the_chunk_with_most_layers_is_rendered(hardest: ChunkSpec, tmp_path: Path) -> None:
    source = make_video(tmp_path / "source.mp4", 2, "640x360", audio=None)
    below, ink = (
        a_picture(tmp_path / "p.png", (640, 360)),
        a_picture(tmp_path / "i.png", (40, 20), BLUE),
    )
    sources = dict.fromkeys(hardest.stretch_frames, source)
    sources |= dict.fromkeys(hardest.picture_keys, below)
    sources |= dict.fromkeys(hardest.text_image_keys, ink)
    target, inks = tmp_path / "chunk.mp4", dict.fromkeys(hardest.text_image_keys, INK)

    # The browser of other tests may be a child of this process, too.
    with Peak(os.getpid(), ignored=children_of(os.getpid())) as peak:
        run(compile_chunk(hardest, sources, target, boxes=inks))

    print(f"{len(hardest.layers)} layers of {len(hardest.input_keys)} files: {peak.bytes >> 20} MB")
    table = packets_of(target)
    assert table.video is not None and len(table.video.packets) == hardest.n_frames
    assert len(hardest.layers) > 20
    pixels = frames_of(target, 640, 360)
    assert all((frame == frame[0, 0]).all(axis=-1).mean() < 1 for frame in pixels)
    assert abs(pixels[:, 180, 4] - RED).max() <= 40
    assert peak.bytes <= MOST_BYTES
