# SPDX-License-Identifier: Apache-2.0
"""The versions of the code that makes results; each is part of the cache keys of what it makes.

A version is raised whenever equal specs would give other pixels or samples than before, and when
the fields of a spec change. Nodes advertise the versions that they have.
"""

from __future__ import annotations

RENDERER = "reelmill-2"
"""How chunks and mixes are composed."""

MEZZANINE_RECIPE = "mezz8"
"""How an uploaded video becomes a mezzanine."""

EDIT_PROXY_RECIPE = "proxy4"
"""How an uploaded video becomes the stretches of an edit proxy."""

PCM_RECIPE = "pcm6"
"""How audio is decoded."""

PICTURE_RECIPE = "picture1"
"""How an uploaded image becomes a picture."""

TEXT_RENDERER = "reelmill-text-2/skia-144.1/fonts-8eba7ade29db"
"""How texts are drawn: the drawing code, its library and its fonts."""

VERSIONS = (
    RENDERER,
    MEZZANINE_RECIPE,
    EDIT_PROXY_RECIPE,
    PCM_RECIPE,
    PICTURE_RECIPE,
    TEXT_RENDERER,
)
