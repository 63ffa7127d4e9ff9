# SPDX-License-Identifier: Apache-2.0
"""One plain word per thing: no coined words in names, no public class name with two meanings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tests.support.architecture.names import (
    Name,
    constants,
    names_of,
    proto_names,
    public_classes,
    python_files,
    words,
)

BANNED_WORDS = words("banned_words.txt")
"""Words that no name contains: the glossary has the term that is used instead."""

BANNED_NAMES = words("banned_names.txt")
"""Names that are banned as a whole, because their words have a plain meaning elsewhere."""

ALLOWED: dict[str, str] = {}
"""Names with a banned word, each with the reason why no other would do."""

ALLOWED_IN_SENTENCES = {
    "refuse": "RFC 9110 says that a server refuses a request: 403, 415, 417",
    "refused": "the same in the passive, for what is answered with an error or not claimed",
}
"""Banned words that the sentences of tests may have, each with the reason."""

SHARED_CLASS_NAMES = {
    "Dependencies": "what the use cases of a service need; one a service",
    "UnitOfWork": "one transaction of a service with its repositories; one a service",
    "UploadClient": "library as a service asks it; one for each that asks",
    "GrpcUploadClient": "the above over gRPC",
    "UploadNotFound": "the same condition and code, whichever service is asked",
    "ProductionNotFound": "the same condition and code, whichever service is asked",
    "TextImageNotFound": "the same condition and code, whichever service is asked",
    "UploadPath": "the id of an upload in the paths of several services",
    "ProductionPath": "the id of a production in the paths of several services",
}
"""Names of public classes that several packages may have, each with a reason."""

SHARED_PACKAGES = ("chassis", "media", "timeline", "services/render/node")
"""Packages whose constants are imported by others, and those beside which they are read."""

PRODUCT = ("chassis", "media", "timeline", "services", "gateway", "cli")


def names() -> Iterator[Name]:
    for path in python_files():
        yield from names_of(path)
    yield from proto_names()


def is_banned(name: Name) -> bool:
    if name.text in ALLOWED:
        return False
    found = BANNED_WORDS & set(name.tokens)
    if name.text.startswith("test_"):
        found = found - ALLOWED_IN_SENTENCES.keys()
    return name.text in BANNED_NAMES or bool(found)


def test_names_use_the_words_of_the_glossary() -> None:
    found = [f"{one.place}: {one.text}" for one in names() if is_banned(one)]

    assert not found


def test_a_public_class_name_has_one_meaning() -> None:
    places = defaultdict(set)
    for package in PRODUCT:
        for name, place in public_classes(package):
            places[name].add(place)
    shared = {name: found for name, found in places.items() if len(found) > 1}

    assert not {
        name: sorted(found) for name, found in shared.items() if name not in SHARED_CLASS_NAMES
    }


def test_a_constant_of_the_shared_packages_has_one_meaning() -> None:
    places = defaultdict(list)
    for package in SHARED_PACKAGES:
        for name, place in constants(package):
            places[name].append(place)

    assert not {name: found for name, found in places.items() if len(found) > 1}


def test_a_name_is_split_into_its_words() -> None:
    name = Name("HTTPDoor_keptPiece2", "")

    assert name.tokens == ("http", "door", "kept", "piece", "2")
    assert is_banned(name)
