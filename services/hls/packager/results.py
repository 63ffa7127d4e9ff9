# SPDX-License-Identifier: Apache-2.0
"""What a packaging has made, as the coordinator gets it."""

from __future__ import annotations

from collections.abc import Sequence

from media.hls.package import Package, PackagedFile
from media.hls.plan import PackagingPlan
from media.hls.playlists import AAC_LC, Variant
from media.sizes import Rung
from reelmill.hls.v1 import packaging_pb2
from services.hls.contract.packaging import (
    PackagedStream,
    PackagingProgress,
    Rendition,
    RenditionProgress,
)


def packaged_stream(
    plan: PackagingPlan, package: Package, *, damaged_pictures: int = 0
) -> PackagedStream:
    """Return a stream as far as it is packaged."""
    rungs = {rung.name: rung for rung in plan.rungs}
    renditions = [
        _rendition(variant, package.files, rung=rungs[_name(variant)], has_audio=plan.has_audio)
        for variant in package.variants
    ]
    return PackagedStream(
        duration=package.duration,
        renditions=tuple(renditions),
        damaged_pictures=damaged_pictures,
    )


def progress_of(
    plan: PackagingPlan, package: Package, percent: int
) -> packaging_pb2.PackagingProgress:
    """Return what is made of a stream, and how many percent of its other renditions."""
    made = {_name(variant) for variant in package.variants}
    renditions = [
        RenditionProgress(
            name=rung.name,
            width=rung.size.width,
            height=rung.size.height,
            percent=100 if rung.name in made else min(99, percent),
        )
        for rung in plan.rungs
    ]
    playable = packaged_stream(plan, package) if made else None
    return PackagingProgress(playable=playable, renditions=tuple(renditions)).to_message()


def _name(variant: Variant) -> str:
    return variant.uri.partition("/")[0]


def _rendition(
    variant: Variant, files: Sequence[PackagedFile], *, rung: Rung, has_audio: bool
) -> Rendition:
    name = _name(variant)
    return Rendition(
        name=name,
        width=variant.size.width,
        height=variant.size.height,
        codecs=f"{variant.codec},{AAC_LC}" if has_audio else variant.codec,
        bandwidth=variant.bandwidth,
        average_bandwidth=variant.average_bandwidth,
        size_bytes=sum(file.size for file in files if file.name.startswith(f"{name}/")),
        is_copy=rung.is_copied,
    )
