# SPDX-License-Identifier: Apache-2.0
"""Reads the sequence parameter set of an H.264 stream: its codec name and its size in pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media.hls.boxes import BadTrack

_START = re.compile(rb"\x00\x00\x01(?=[\x07\x27\x47\x67])")
_EMULATION = re.compile(rb"\x00\x00\x03")
_WITH_CHROMA = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 138, 139, 244})
_LISTS, _LISTS_OF_444 = 8, 12
_MACROBLOCK = 16


@dataclass(frozen=True, slots=True)
class VideoParameters:
    """What a sequence parameter set says: the name of RFC 6381, and the size as `WxH`."""

    codec: str
    resolution: str


def read_parameters(data: bytes) -> VideoParameters:
    """Read the first sequence parameter set of an Annex B stream; BadTrack when there is none."""
    found = _START.search(data)
    if found is None or len(data) < found.end() + 4:
        raise BadTrack("no H.264 sequence parameters")
    unit = data[found.end() + 1 :].split(b"\x00\x00\x01")[0]
    plain = _EMULATION.sub(b"\x00\x00", unit)
    try:
        width, height = _size(plain)
    except IndexError as error:
        raise BadTrack("H.264 sequence parameters that end too early") from error
    return VideoParameters(f"avc1.{plain[:3].hex()}", f"{width}x{height}")


class _Bits:
    """Reads bits, and numbers in Exp-Golomb code; IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def bits(self, count: int) -> int:
        number = 0
        for _ in range(count):
            byte = self._data[self._at >> 3]
            number = number << 1 | byte >> 7 - (self._at & 7) & 1
            self._at += 1
        return number

    def number(self) -> int:
        zeros = 0
        while not self.bits(1):
            zeros += 1
        return (1 << zeros) - 1 + self.bits(zeros)

    def signed(self) -> int:
        number = self.number()
        return (number + 1) // 2 if number % 2 else -(number // 2)


def _size(data: bytes) -> tuple[int, int]:
    bits = _Bits(data[3:])
    bits.number()
    chroma = _skip_chroma(bits) if data[0] in _WITH_CHROMA else 1
    bits.number()
    _skip_order(bits)
    bits.number()
    bits.bits(1)
    width, height = (bits.number() + 1) * _MACROBLOCK, (bits.number() + 1) * _MACROBLOCK
    is_progressive = bits.bits(1)
    if not is_progressive:
        bits.bits(1)
        height *= 2
    bits.bits(1)
    if bits.bits(1):
        left, right, top, bottom = (bits.number() for _ in range(4))
        across, down = (2 if chroma in {1, 2} else 1), (2 if chroma == 1 else 1)
        width -= (left + right) * across
        height -= (top + bottom) * down * (1 if is_progressive else 2)
    return width, height


def _skip_chroma(bits: _Bits) -> int:
    """Skip what only the higher profiles have, and return the format of the chroma."""
    chroma = bits.number()
    if chroma == 3:
        bits.bits(1)
    bits.number()
    bits.number()
    bits.bits(1)
    if bits.bits(1):
        for place in range(_LISTS_OF_444 if chroma == 3 else _LISTS):
            if bits.bits(1):
                _skip_list(bits, 16 if place < 6 else 64)
    return chroma


def _skip_list(bits: _Bits, length: int) -> None:
    last, after = 8, 8
    for _ in range(length):
        if after:
            after = (last + bits.signed()) % 256
        last = after or last


def _skip_order(bits: _Bits) -> None:
    """Skip how the order of pictures is coded."""
    kind = bits.number()
    if kind == 0:
        bits.number()
    elif kind == 1:
        bits.bits(1)
        bits.signed()
        bits.signed()
        for _ in range(bits.number()):
            bits.signed()
