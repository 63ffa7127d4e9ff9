# SPDX-License-Identifier: Apache-2.0
"""Opens one untrusted image, alone in a process under limits: its size, or its plain pixels.

Run as a file: `python -I picture_child.py SOURCE`, or with TARGET behind it, or with TARGET, WIDTH
and HEIGHT. Of an animation it opens the first picture.
It imports nothing of this code base; a file that it cannot read ends it with code 3 and a reason.
"""

from __future__ import annotations

import io
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import pi_heif
from PIL import Image, ImageCms, ImageFile, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "HEIF", "AVIF")
MOST_PIXELS = 40_000_000
UNREADABLE = 3


def size_of(source: Path) -> tuple[int, int]:
    """Return the size at which an image is shown: some are stored lying on their side."""
    with _opened(source) as image:
        # An image that cannot be drawn is refused here, and not by the exports that use it.
        image.load()
        width, height = image.size
        lies = image.getexif().get(0x0112, 1) >= 5
        return (height, width) if lies else (width, height)


def normalise(source: Path, target: Path, size: tuple[int, int] | None) -> None:
    """Write an image upright, in sRGB and with straight alpha, as a PNG of a size or its own."""
    with _opened(source) as image:
        image.load()
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
    plain = _in_srgb(_in_eight_bits(upright), profile)
    if size is not None and plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS)
    plain.save(target, "PNG", compress_level=1)


def _opened(source: Path) -> Image.Image:
    image = Image.open(source, formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise ValueError(f"it has {image.width} x {image.height} pixels")
    # A photo whose end is missing is shown as far as it goes, as browsers do.
    ImageFile.LOAD_TRUNCATED_IMAGES = image.format == "JPEG"
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Bring grey of 16 bits down to 8; palettes and masks become plain pixels."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB") if image.mode in ("1", "YCbCr", "LAB", "HSV") else image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    colors = image.convert("RGB") if alpha is not None else image
    if profile:
        # A profile that cannot be used is as good as none.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            found = ImageCms.profileToProfile(
                colors,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            colors = found if found is not None else colors
    colors = colors.convert("RGB")
    if alpha is not None:
        colors.putalpha(alpha)
    return colors


def main(arguments: list[str]) -> int:
    """Print the size of an image or normalise it; exit with 3 when it cannot be read."""
    warnings.simplefilter("ignore")
    # Our own limit on the size in the header applies before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    source = Path(arguments[0])
    try:
        if len(arguments) == 1:
            sys.stdout.write("{} {}\n".format(*size_of(source)))
        else:
            size = (int(arguments[2]), int(arguments[3])) if len(arguments) == 4 else None
            normalise(source, Path(arguments[1]), size)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
