# SPDX-License-Identifier: Apache-2.0
"""The captions of a timeline, or its titles, as cues."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.unit.timeline.builders import a_clip, a_document, an_item
from timeline.document.validation import parse
from timeline.plan.cues import LINE_LENGTH, text_cues


def cues(**tracks: Any) -> list[tuple[Fraction, Fraction, str]]:
    document = a_document(a_clip("a", 0, 60), **tracks)
    return [(one.start, one.end, one.text) for one in text_cues(parse(document))]


def words(text: str, start: float, each: float = 1) -> list[dict[str, Any]]:
    return [
        {"text": word, "startSeconds": start + n * each, "endSeconds": start + (n + 1) * each}
        for n, word in enumerate(text.split())
    ]


def test_titles_are_cues_in_order_of_time_and_blank_ones_none() -> None:
    titles = [
        an_item("screenTitles", "b", 5, 7, text="Second\n\n line "),
        an_item("screenTitles", "one", 1.5, 4, text="First"),
        an_item("screenTitles", "c", 8, 9, text="  "),
    ]

    assert cues(screenTitles=titles) == [
        (Fraction(3, 2), 4, "First"),
        (5, 7, "Second\nline"),
    ]


def test_the_texts_of_one_title_are_one_cue() -> None:
    texts = [{"id": "1", "text": "Harbour"}, {"id": "2", "text": "at dawn"}]
    title = an_item("screenTitles", "one", 0, 2, text="unused", instances=texts)

    assert cues(screenTitles=[title]) == [(0, 2, "Harbour\nat dawn")]


def test_captions_are_preferred_to_titles() -> None:
    caption = an_item("captions", "c", 1, 4, words=words("Good evening", 2))

    found = cues(captions=[caption], screenTitles=[an_item("screenTitles", text="Title")])

    assert found == [(1, 4, "Good evening")]


def test_a_long_caption_is_parted_into_cues_of_two_lines_that_follow_each_other() -> None:
    text = " ".join(f"word{n:02}" for n in range(30))
    caption = an_item("captions", "c", 0, 40, words=words(text, 5))

    found = cues(captions=[caption])

    assert " ".join(text.replace("\n", " ") for _, _, text in found) == text
    assert [end for _, end, _ in found[:-1]] == [start for start, _, _ in found[1:]]
    assert (found[0][0], found[-1][1]) == (0, 40)
    lines = [line for _, _, text in found for line in text.split("\n")]
    assert max(map(len, lines)) <= LINE_LENGTH
    assert all(text.count("\n") <= 1 for _, _, text in found)


def test_words_that_wrap_into_a_third_line_are_a_cue_of_their_own() -> None:
    text = " ".join(["a" * 30, "b" * 30, "c" * 20])
    caption = an_item("captions", "c", 0, 9, words=words(text, 1))

    assert cues(captions=[caption]) == [
        (0, 3, f"{'a' * 30}\n{'b' * 30}"),
        (3, 9, "c" * 20),
    ]


def test_a_caption_without_words_is_none() -> None:
    assert cues(captions=[an_item("captions", "c", words=[])]) == []


def test_a_timeline_without_texts_has_no_cues() -> None:
    assert text_cues(parse(a_document(a_clip()))) == ()
