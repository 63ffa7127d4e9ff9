# SPDX-License-Identifier: Apache-2.0
"""Use a page with the keyboard alone, and see at every step where the focus is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

_MOST_STEPS = 300

_HAS_FOCUS = "one => one === document.activeElement"

# Why one cannot see the focus; an empty text where one can.
_FAULT = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "nothing has the focus";
  const name = one.getAttribute("aria-label") || one.textContent || one.tagName;
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return `${name}: has no size`;
  if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) {
    return `${name}: is out of sight`;
  }
  const isMarked = (shown) => {
    const style = getComputedStyle(shown);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none" || shown.hasAttribute("data-highlighted");
  };
  return [one, one.parentElement].some(isMarked) ? "" : `${name}: shows no focus`;
}"""

_WHERE = """() => {
  const one = document.activeElement;
  const name = one.getAttribute("aria-label") || one.textContent.trim().slice(0, 60);
  return `${one.tagName.toLowerCase()} ${name}`;
}"""


@dataclass
class Keyboard:
    """The keyboard of a tab."""

    page: Page

    def __post_init__(self) -> None:
        # The browser takes a while to leave its dialogs of files to a listener.
        self.page.on("filechooser", lambda _: None)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text where the focus is, in place of what stands there."""
        self.press("Control+a")
        self.page.keyboard.type(text)

    def reach(self, element: Locator, *, key: str = "Tab") -> None:
        """Press a key until an element has the focus, which is seen at every step."""
        expect(element).to_be_visible()
        stops: list[str] = []
        while not element.evaluate(_HAS_FOCUS):
            self.press(key)
            stops.append(self._where())
            assert stops[-2:] != stops[-1:] * 2, f"the focus is trapped at {stops[-1]}"
            assert len(stops) < _MOST_STEPS, f"{element} is not reached: {stops}"
        fault = self.page.evaluate(_FAULT)
        assert fault == "", fault

    def press_on(self, element: Locator, *, by: str = "Enter") -> None:
        """Go to an element and press it."""
        self.reach(element)
        self.press(by)

    def fill(self, element: Locator, text: str) -> None:
        """Go to a field and type a text into it."""
        self.reach(element)
        self.type(text)

    def choose_file(self, button: Locator, path: Path) -> None:
        """Press the button that opens the browser's dialog of files, and choose one there."""
        self.reach(button)
        with self.page.expect_file_chooser() as chooser:
            self.press("Enter")
        chooser.value.set_files(path)

    def choose_in_menu(self, button: Locator, item: str) -> None:
        """Open a menu and choose an item of it by its name."""
        self.press_on(button)
        self.reach(self.page.get_by_role("menuitem", name=item, exact=True), key="ArrowDown")
        self.press("Enter")

    def is_on(self, element: Locator) -> None:
        """Wait until an element has the focus, and see that it does."""
        expect(element).to_be_focused()
        assert self.page.evaluate(_FAULT) == ""

    def _where(self) -> str:
        """Return what has the focus; it must be something that one sees."""
        fault = self.page.evaluate(_FAULT)
        where = str(self.page.evaluate(_WHERE))
        # After the last element the browser's own window has the focus, and then the first one.
        assert fault in ("", "nothing has the focus"), f"{where}: {fault}"
        return f"{where} {self.page.evaluate(_PLACE)}"


_PLACE = """() => {
  const all = [...document.querySelectorAll("*")];
  return all.indexOf(document.activeElement);
}"""
