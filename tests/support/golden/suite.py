# SPDX-License-Identifier: Apache-2.0
"""All golden timelines of the picture, and the forty that stand for them in every test run."""

from __future__ import annotations

from tests.support.golden import (
    cases_base,
    cases_combined,
    cases_overlays,
    cases_pictures,
    cases_titles,
)
from tests.support.golden.case import GoldenCase

TABLES = (
    cases_base,
    cases_overlays,
    cases_pictures,
    cases_titles,
    cases_combined,
)

QUICK = (
    "rate-24000/1001-of-film-1",
    "rate-24-of-film-2",
    "rate-25-of-film-1",
    "rate-30000/1001-of-film-2",
    "rate-30-of-film-1",
    "rate-50-of-film-2",
    "rate-60000/1001-of-film-1",
    "rate-60-of-film-2",
    "aspect-auto-of-a-tall-film",
    "quality-draft",
    "aspect-auto-of-a-square-film",
    "snap-closes-a-gap-of-a-millisecond",
    "snap-keeps-one-frame-at-least",
    "fill-blur-strong",
    "fill-color",
    "fill-image-22",
    "background-color",
    "background-image-22",
    "still-between-clips",
    "graphic-with-alpha-fades",
    "hold-after-its-clip",
    "overlay-33-at-all-places",
    "overlay-outlasts-the-base",
    "plate-band",
    "plate-thick-in-a-tall-frame",
    "overlay-still-between-overlays",
    "graphic-70-at-all-places",
    "border-6",
    "graphic-fades-in_out-400",
    "graphic-slide_in_out-bottom",
    "graphic-doc_reveal-middle",
    "logo-20-at-all-places",
    "logo-fades-in",
    "lower-third-unsaid",
    "lower-third-fades-in_out",
    "title-over-a-clip",
    "order-of-all",
    "everything-in-16:9",
    "chunks-of-clips",
    "cuts-at-24000/1001",
)


def all_cases() -> list[GoldenCase]:
    """Every case of every table."""
    return [case for table in TABLES for case in table.cases()]


def quick_cases() -> list[GoldenCase]:
    """The cases of `QUICK`, in its order."""
    named = {case.name: case for case in all_cases()}
    return [named[name] for name in QUICK]
