# SPDX-License-Identifier: Apache-2.0
"""Wait until a page that is shown otherwise has been drawn as it now is."""

from __future__ import annotations

from playwright.sync_api import Page


def wait_until_drawn(page: Page) -> None:
    """Wait for two frames of the screen and for every animation that ends."""
    page.evaluate(
        """async () => {
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const ending = document.getAnimations().filter(
            (one) => one.effect?.getComputedTiming().endTime !== Infinity,
          );
          await Promise.allSettled(ending.map((one) => one.finished));
        }"""
    )
