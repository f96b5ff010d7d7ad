"""A picture as a browser and a PDF draw it alike: 8 bits a colour, in sRGB.

Most pictures are that already, and stay as they are, byte for byte. The others are drawn anew: CMYK, 16 bits, a colour
profile, a gamma of their own.
"""

import io
import warnings
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from PIL import Image, ImageChops, ImageCms

from builder.read.still import bare, turned

# More than this takes a learner's browser more memory than a phone has, however small the file.
MOST_PIXELS = 25_000_000
Image.MAX_IMAGE_PIXELS = None  # they are counted here
_SRGB_GAMMA = 1 / 2.2
_NEAR = 3  # of 255: nobody sees the difference
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class TooManyPixels(ValueError):
    """A picture that nobody needs as large, with its width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size)
        self.size = size


class Moves(ValueError):
    """A picture of several frames."""


@lru_cache(32)  # a preview asks for all of a module's pictures each time something is saved
def as_shown(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return a JPEG or PNG as everybody may have it, with its width and height as it is shown.

    Raises ValueError or OSError where it is not a whole picture; `Moves` and `TooManyPixels` are ValueErrors too.
    """
    kept = bare(data)
    if kept.frames > 1:
        raise Moves
    is_png, turn = data.startswith(b"\x89PNG"), kept.turned
    with warnings.catch_warnings(action="ignore"):
        image = _opened(kept.data)
        curve, change = _curve(image), _change(image)
        made = kept.data if curve or change else bare(data, colours=False).data
        if curve or change or not _is_plain(image, made, is_png) or (is_png and turn > 1):
            image = _even(image, made[24], curve, change)
            image, turn = image.transpose(_TURNS[turn]) if turn > 1 else image, 1
            made = _saved(image, is_png)
    lies = turn >= 5
    return turned(made, turn) if turn > 1 else made, image.size[::-1] if lies else image.size


def _opened(data: bytes) -> Image.Image:
    """Return a picture that is whole."""
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixels(image.size)
        image.load()
    except (SyntaxError, EOFError, OverflowError) as error:
        raise ValueError("not a picture") from error
    return image


def _is_plain(image: Image.Image, data: bytes, is_png: bool) -> bool:
    """Say whether both engines know this way of writing samples."""
    if not is_png:
        return image.mode in ("L", "RGB")
    depth = data[24]
    return depth == 8 or (depth < 8 and not (image.mode == "L" and "transparency" in image.info))


def _even(
    image: Image.Image, depth: int, curve: Sequence[int] | None, change: ImageCms.ImageCmsTransform | None
) -> Image.Image:
    """Return a picture in 8 bits a colour and in sRGB."""
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA")
    if image.mode == "I;16" or (image.mode == "L" and clear):
        image = _in_8_bits(image, depth)
    elif depth == 16 and clear and image.mode == "RGB":
        image.info["transparency"] = tuple(one >> 8 for one in image.info["transparency"])
        image = image.convert("RGBA")
    elif image.mode in ("P", "PA", "1", "LA", "RGBA"):
        image = image.convert("RGBA" if clear else "RGB")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if change:
        image = ImageCms.applyTransform(image.convert("RGB") if alpha else image, change) or image
    elif curve:
        image = image.convert("RGB") if alpha else image
        image = image.point([*curve] * len(image.getbands()))
    if alpha and image.mode != "RGBA":
        image.putalpha(alpha)
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGB")


def _in_8_bits(image: Image.Image, depth: int) -> Image.Image:
    """Return a picture of so many bits of grey in 8. The one grey that is clear, if any, is so by its alpha."""
    most = 65535 if depth == 16 else 255
    clear = image.info.get("transparency")
    wide = image.convert("I")
    grey = wide.point([one * 255 // most for one in range(1 << 16)], "L")
    if clear is None:
        return grey
    clear = clear * most // (2**depth - 1)
    alpha = wide.point([0 if one == clear else 255 for one in range(1 << 16)], "L")
    return Image.merge("RGBA", (grey, grey, grey, alpha))


def _curve(image: Image.Image) -> list[int] | None:
    """Return each sample as sRGB has it, where those of a PNG are light to another power; None where they are not."""
    gamma = image.info.get("gamma")
    if not gamma or "srgb" in image.info or "icc_profile" in image.info or abs(gamma - _SRGB_GAMMA) < 0.01:
        return None
    light = [(one / 255) ** (1 / gamma) for one in range(256)]
    return [round(255 * (12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055)) for one in light]


def _change(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """Return what turns the colours of a picture's profile into sRGB; None where they are that, or nothing does.

    A profile that is broken, or for other colours, says nothing, as in a browser.
    """
    profile = image.info.get("icc_profile")
    if not profile:
        return None
    mode = {"1": "L", "I;16": "L", "L": "L", "LA": "L", "CMYK": "CMYK"}.get(image.mode, "RGB")
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        change = ImageCms.buildTransform(meant, ImageCms.createProfile("sRGB"), mode, "RGB")
        return None if mode != "CMYK" and _changes_nothing(change, mode) else change
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _changes_nothing(change: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Say whether colours from all over come out as they went in."""
    steps = range(0, 256, 51)
    colours = [bytes((one,)) for one in steps] if mode == "L" else [bytes(one) for one in product(steps, repeat=3)]
    known = Image.frombytes(mode, (len(colours), 1), b"".join(colours))
    made = ImageCms.applyTransform(known, change)
    apart = ImageChops.difference(known.convert("RGB"), made or known)
    return max(apart.tobytes()) <= _NEAR


def _saved(image: Image.Image, is_png: bool) -> bytes:
    data = io.BytesIO()
    image.info = {}
    if is_png:
        image.save(data, "PNG")
    else:
        image.save(data, "JPEG", quality=95, subsampling=0)
    return data.getvalue()
