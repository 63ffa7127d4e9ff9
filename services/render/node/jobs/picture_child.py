# SPDX-License-Identifier: Apache-2.0
"""Opens one untrusted image, alone in a process under limits: its size, or its plain pixels.

Run as a file: `python -I picture_child.py SOURCE`, or with TARGET behind it, or with TARGET, WIDTH
and HEIGHT. Of an animation it opens the first picture. It prints the size at which the image is
shown, in pixels, then `animated` and `cut` where it is an animation or its end is missing.
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
PHOTOGRAPHS = ("JPEG", "MPO")
ANIMATIONS = ("PNG", "WEBP", "GIF", "AVIF")


def described(image: Image.Image, *, is_whole: bool) -> str:
    """Return the size at which an image is shown, as some lie on their side, and what it is."""
    width, height = image.size
    lies = image.getexif().get(0x0112, 1) >= 5
    words = [str(side) for side in ((height, width) if lies else (width, height))]
    is_animated = image.format in ANIMATIONS and getattr(image, "is_animated", False)
    return " ".join([*words, *(["animated"] * is_animated), *(["cut"] * (not is_whole))])


def normalise(image: Image.Image, target: Path, size: tuple[int, int] | None) -> None:
    """Write an image upright, in sRGB and with straight alpha, as a PNG of a size or its own."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    plain = _in_srgb(_in_eight_bits(upright), profile)
    if size is not None and plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS)
    plain.save(target, "PNG", compress_level=1)


def drawn(source: Path) -> tuple[Image.Image, bool]:
    """Decode an image, and return it with whether all of it is there.

    A photo whose end is missing is shown as far as it goes, as browsers do.
    """
    image = _opened(source)
    try:
        image.load()
    except OSError:
        if image.format not in PHOTOGRAPHS:
            raise
    else:
        return image, True
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    image = _opened(source)
    image.load()
    return image, False


def _opened(source: Path) -> Image.Image:
    image = Image.open(source, formats=FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise ValueError(f"it has {image.width} x {image.height} pixels")
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
    """Print what an image is, and normalise it if asked; exit with 3 when it cannot be read."""
    warnings.simplefilter("ignore")
    # Our own limit on the size in the header applies before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    try:
        # An image that cannot be drawn is refused here, and not by the exports that use it.
        image, is_whole = drawn(Path(arguments[0]))
        if len(arguments) > 1:
            size = (int(arguments[2]), int(arguments[3])) if len(arguments) == 4 else None
            normalise(image, Path(arguments[1]), size)
        sys.stdout.write(f"{described(image, is_whole=is_whole)}\n")
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
