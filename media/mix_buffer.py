# SPDX-License-Identifier: Apache-2.0
"""Files of stereo samples, read and written in short ranges so that none is held in memory."""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType

import numpy as np

from media.mixing import Samples
from media.timecode import SAMPLE_RATE

CHANNELS = 2
FRAME_BYTES = 4 * CHANNELS
"""One sample of each channel as 32-bit floats."""

SOURCE_BYTES = 2 * CHANNELS
"""One sample of each channel as 16-bit integers."""

_FLOAT_FORMAT = 3
_FULL_SCALE = 1 << 15


def wav_header(n_samples: int) -> bytes:
    """Return the header of a WAV file of stereo 32-bit floats at 48 kHz."""
    n_bytes = n_samples * FRAME_BYTES
    form = struct.pack(
        "<HHIIHHH",
        _FLOAT_FORMAT,
        CHANNELS,
        SAMPLE_RATE,
        SAMPLE_RATE * FRAME_BYTES,
        FRAME_BYTES,
        32,
        0,
    )
    length_chunk = struct.pack("<4sII", b"fact", 4, n_samples)
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + length_chunk
    chunks += struct.pack("<4sI", b"data", n_bytes)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks) + n_bytes, b"WAVE") + chunks


class MixBuffer:
    """A WAV file of stereo floats to which audio is added; a new one is silent.

    Samples are arrays of the shape (n_samples, 2).
    """

    def __init__(self, path: Path, n_samples: int) -> None:
        header = wav_header(n_samples)
        self.n_samples = n_samples
        self._first = len(header)
        self._file = path.open("w+b")
        self._file.write(header)
        self._file.truncate(len(header) + n_samples * FRAME_BYTES)

    def __enter__(self) -> MixBuffer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def read(self, start: int, n_samples: int) -> Samples:
        """Return the samples of a range."""
        self._file.seek(self._first + start * FRAME_BYTES)
        data = self._file.read(n_samples * FRAME_BYTES)
        return np.frombuffer(data, dtype="<f4").reshape(-1, CHANNELS)

    def write(self, start: int, samples: Samples) -> None:
        """Replace the samples of a range."""
        self._file.seek(self._first + start * FRAME_BYTES)
        self._file.write(np.ascontiguousarray(samples, dtype="<f4").tobytes())

    def add(self, start: int, samples: Samples) -> None:
        """Add samples to those of a range."""
        self.write(start, self.read(start, len(samples)) + samples)


class PcmFile:
    """A file of decoded audio: 16-bit stereo samples at 48 kHz without a header."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.n_samples = path.stat().st_size // SOURCE_BYTES

    def read(self, start: int, n_samples: int) -> Samples:
        """Return the samples of a range, silence after the end of the file."""
        found = self._read(start, n_samples)
        missing = n_samples - len(found)
        return np.pad(found, ((0, missing), (0, 0))) if missing else found

    def read_looped(self, start: int, first: int, n_samples: int) -> Samples:
        """Return a range, from `first` on, of the audio from `start` to the end repeated forever.

        Audio that ends before `start` is silence.
        """
        period = self.n_samples - start
        if period <= 0:
            return np.zeros((n_samples, CHANNELS), dtype=np.float32)
        at = first % period
        # Only the range is read, so that long music takes no more memory than a short one.
        if at + n_samples <= period:
            return self._read(start + at, n_samples)
        if period <= n_samples:
            whole = self._read(start, period)
            return whole[np.arange(at, at + n_samples) % period]
        before = self._read(start + at, period - at)
        return np.concatenate([before, self._read(start, n_samples - len(before))])

    def _read(self, first: int, n_samples: int) -> Samples:
        count = max(0, min(n_samples, self.n_samples - first)) * CHANNELS
        offset = first * SOURCE_BYTES if count else 0
        # Not mapped: a mapped file counts as memory of the process, one hour as 700 MB.
        found = np.fromfile(self._path, dtype="<i2", count=count, offset=offset)
        return found.reshape(-1, CHANNELS).astype(np.float32) / np.float32(_FULL_SCALE)
