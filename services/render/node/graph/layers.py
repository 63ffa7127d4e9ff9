# SPDX-License-Identifier: Apache-2.0
"""Draw the layers of a chunk over its picture; each kind by the filters that took least time."""

from __future__ import annotations

from media.argv import Graph
from media.timecode import FrameRate
from services.render.node.graph.inputs import (
    Inputs,
    as_video,
    counted,
    repeated,
    scaled,
    thousandths,
)
from timeline.spec.crop import Rect
from timeline.spec.layers import (
    ColorLayer,
    Layer,
    LayerMotion,
    LayerOpacity,
    PictureLayer,
    Ramp,
    Slide,
    TextImageLayer,
    VideoLayer,
)

SMALLEST = "0.2"


def overlaid(below: Graph, layer: Layer, inputs: Inputs) -> Graph:
    """Overlay a layer while it is visible; other frames pass unchanged."""
    if isinstance(layer, VideoLayer):
        return _overlaid(below, _video(layer, inputs), layer.rect)
    if isinstance(layer, ColorLayer):
        still = inputs.plain(layer.color, layer.rect.width, layer.rect.height)
        return _overlaid(below, _looped(still, layer, inputs), layer.rect)
    if isinstance(layer, PictureLayer):
        still = inputs.picture(layer.picture, layer.crop, layer.border)
        if layer.motion is not None:
            return _moving(below, still, layer, layer.motion, inputs)
        return _overlaid(below, _looped(still, layer, inputs), layer.crop.rect)
    if isinstance(layer, TextImageLayer):
        text, rect = inputs.text_image(layer.text_image, x=layer.x, y=layer.y)
        return _overlaid(below, _looped(text, layer, inputs), rect)
    raise TypeError(f"layers of type {type(layer).__name__} are unknown")


def _overlaid(below: Graph, above: Graph, rect: Rect) -> Graph:
    return below.overlay(above, x=rect.x, y=rect.y, format="yuv420", eof_action="pass")


def _video(layer: VideoLayer, inputs: Inputs) -> Graph:
    frames = inputs.mezzanine(
        layer.mezzanine,
        first=layer.in_frame,
        n_frames=layer.n_frames,
        source_frames=layer.source_frames,
    )
    box, rect = layer.box, layer.rect
    video = scaled(frames, box.width, box.height)
    if rect != box:
        video = video.filter("crop", rect.width, rect.height, rect.x - box.x, rect.y - box.y)
    return counted(video, inputs.profile.rate, first=layer.start)


def _looped(
    still: Graph, layer: PictureLayer | ColorLayer | TextImageLayer, inputs: Inputs
) -> Graph:
    """Repeat a still for as long as its layer is visible in the chunk."""
    still = as_video(_dimmed(still, layer.opacity), "yuva420p")
    frames = _faded(still, layer.opacity, layer.n_frames, inputs.profile.rate)
    return counted(frames, inputs.profile.rate, first=layer.start)


def _dimmed(still: Graph, opacity: LayerOpacity) -> Graph:
    """Apply opacity while there is only one frame, where it costs nothing."""
    if opacity.level_milli == 1000:
        return still
    return still.filter("colorchannelmixer", aa=thousandths(opacity.level_milli))


def _faded(still: Graph, opacity: LayerOpacity, n_frames: int, rate: FrameRate) -> Graph:
    """Repeat a still with its fades; a fade that began before the chunk runs from its start."""
    ramps = [("in", opacity.fade_in), ("out", opacity.fade_out)]
    earlier = max([0, *(-ramp.start for _, ramp in ramps if ramp is not None)])
    frames = repeated(still, earlier + n_frames, rate)
    for kind, ramp in ramps:
        if ramp is not None:
            first = ramp.start + earlier
            frames = frames.filter("fade", t=kind, s=first, n=ramp.length, alpha=1)
    return frames.filter("trim", start_frame=earlier) if earlier else frames


def _moving(
    below: Graph, still: Graph, layer: PictureLayer, motion: LayerMotion, inputs: Inputs
) -> Graph:
    """Overlay a moving layer in 4:4:4, over the part of the frame in which it moves."""
    rate, area = inputs.profile.rate, _area(layer, motion, inputs)
    whole = below.split()
    under = whole[1].filter("trim", start_frame=layer.start, end_frame=layer.start + layer.n_frames)
    under = counted(under, rate).filter("crop", area.width, area.height, area.x, area.y)
    # Chroma is doubled here and averaged below, so that uncovered pixels do not change.
    under = under.filter("scale", flags="neighbor").filter("format", "yuv444p")
    still = as_video(_dimmed(still, layer.opacity), "yuva444p")
    mover = counted(_faded(still, layer.opacity, layer.n_frames, rate), rate)
    if isinstance(motion, Slide):
        x, y = _slid(motion, rate), "0"
    else:
        size = _revealed(motion.ramp, rate)
        width, height = (f"max(2,floor({edge}*{size}+0.5))" for edge in ("iw", "ih"))
        mover = mover.filter("scale", width, height, eval="frame", flags="bicubic+accurate_rnd")
        x, y = "floor((W-w)/2)", "floor((H-h)/2)"
    both = under.overlay(mover, x=x, y=y, eval="frame", format="yuv444", shortest=1)
    both = both.filter("scale", flags="area").filter("format", "yuv420p")
    return _overlaid(whole[0], counted(both, rate, first=layer.start), area)


def _area(layer: PictureLayer, motion: LayerMotion, inputs: Inputs) -> Rect:
    rect = layer.crop.rect
    if isinstance(motion, Slide):
        return Rect(0, rect.y, inputs.profile.width, rect.height)
    return rect


def _slid(slide: Slide, rate: FrameRate) -> str:
    done = _done(slide.ramp, rate)
    eased = f"pow({done},3)" if slide.easing == "speeding" else f"(1-pow(1-{done},3))"
    return f"floor({slide.from_x}+({slide.to_x - slide.from_x})*{eased}+0.5)"


def _revealed(ramp: Ramp, rate: FrameRate) -> str:
    return f"({SMALLEST}+(1-{SMALLEST})*(1-pow(1-{_done(ramp, rate)},3)))"


def _done(ramp: Ramp, rate: FrameRate) -> str:
    """How much of a move is done, 0..1; not every filter counts its frames from 0."""
    return f"((round(t*{rate})+{-ramp.start})/{ramp.length})"
