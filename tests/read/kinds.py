"""A picture of every mode, depth and way of saying colours that a PNG or a JPEG knows, by what it is called here."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms

SIDE = 64
_COLOURS = ("#c81e28", "#1ea03c", "#283cc8", "#808080", "#faf014", "#141414", "#f0f0f0", "#5a8cb4")
_WIDE = struct.pack(">8I", 31270, 32900, 73000, 26000, 20000, 80000, 13000, 5000)


def squares(mode: str = "RGB") -> Image.Image:
    """Return eight squares of plain colours."""
    image = Image.new("RGB", (SIDE, SIDE))
    for number, colour in enumerate(_COLOURS):
        left, top = number % 4 * 16, number // 4 * 32
        image.paste(colour, (left, top, left + 16, top + 32))
    return image.convert(mode)


def saved(image: Image.Image, form: str, **said: Any) -> bytes:
    """Return a picture as a file."""
    data = io.BytesIO()
    image.save(data, form, **({"quality": 95, "subsampling": 0} if form == "JPEG" else {}), **said)
    return data.getvalue()


def chunk(name: bytes, inside: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return len(inside).to_bytes(4, "big") + name + inside + zlib.crc32(name + inside).to_bytes(4, "big")


def png(depth: int, kind: int, row: bytes, more: bytes = b"") -> bytes:
    """Return a PNG of which each line is the same; `kind` is what PNG calls its colour type."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, depth, kind, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress((b"\0" + row) * SIDE)) + chunk(b"IEND", b"")
    )


def srgb() -> bytes:
    """Return the profile that says what is so anyway."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped() -> bytes:
    """Return a profile in which red is green and green is red."""
    data = bytearray(srgb())
    at = {bytes(data[132 + 12 * one :][:4]): 132 + 12 * one for one in range(int.from_bytes(data[128:132], "big"))}
    red, green = (slice(at[name] + 4, at[name] + 12) for name in (b"rXYZ", b"gXYZ"))
    data[red], data[green] = data[green], data[red]
    return bytes(data)


def turned(way: int) -> Image.Exif:
    """Return what a camera notes that was held so."""
    notes = Image.Exif()
    notes[0x0112] = way
    return notes


def _packed(depth: int) -> bytes:
    """Return a line from dark to light in so few bits a sign."""
    bits = "".join(f"{column * 2**depth // SIDE:0{depth}b}" for column in range(SIDE))
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _wide(*samples: int, step: int = 1000) -> bytes:
    """Return a line of 16 bits a sample: each grows where it is 0, and shrinks where it is the most."""
    signs = ([column * step if one == 0 else 65535 - column * step for one in samples] for column in range(SIDE))
    return b"".join(struct.pack(f">{len(samples)}H", *one) for one in signs)


def kinds() -> Iterator[tuple[str, bytes]]:
    """Yield every kind of picture, with its name."""
    see_through = squares("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize((SIDE, SIDE)))
    for mode in ("L", "RGB", "CMYK"):
        yield f"JPEG {mode}", saved(squares(mode), "JPEG")
    yield "JPEG progressive", saved(squares(), "JPEG", progressive=True)
    yield "JPEG CMYK on its side", saved(squares("CMYK"), "JPEG", exif=turned(6))
    for form in ("JPEG", "PNG"):
        for way in range(2, 9):
            yield f"{form} turned {way}", saved(squares(), form, exif=turned(way))
        yield f"{form} sRGB", saved(squares(), form, icc_profile=srgb())
        yield f"{form} swapped", saved(squares(), form, icc_profile=swapped())
        yield f"{form} broken profile", saved(squares(), form, icc_profile=b"nothing" * 40)
        yield f"{form} grey with a profile for colours", saved(squares("L"), form, icc_profile=swapped())
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        yield f"PNG {mode}", saved(squares(mode), "PNG")
    yield "PNG see-through", saved(see_through, "PNG")
    yield "PNG see-through, swapped", saved(see_through, "PNG", icc_profile=swapped())
    yield "PNG grey see-through", saved(see_through.convert("LA"), "PNG")
    few = squares().quantize(8)
    yield "PNG P swapped", saved(few, "PNG", icc_profile=swapped())
    yield "PNG P, one clear", saved(few, "PNG", transparency=2)
    yield "PNG P, some clear", saved(few, "PNG", transparency=bytes((255, 128, 0, 255, 60, 255, 255, 200)))
    yield "PNG RGB, one clear", saved(squares(), "PNG", transparency=(0xC8, 0x1E, 0x28))
    yield "PNG L, one clear", saved(squares("L"), "PNG", transparency=squares("L").getpixel((0, 0)))
    for depth in (1, 2, 4):
        yield f"PNG P of {depth} bits", saved(squares().quantize(2**depth), "PNG", bits=depth)
        yield f"PNG grey of {depth} bits", png(depth, 0, _packed(depth))
        yield f"PNG grey of {depth} bits, one clear", png(depth, 0, _packed(depth), chunk(b"tRNS", b"\0\1"))
    yield "PNG grey of 16 bits", png(16, 0, _wide(0))
    yield "PNG grey of 16 bits, one clear", png(16, 0, _wide(0), chunk(b"tRNS", struct.pack(">H", 9000)))
    yield "PNG grey of 16 bits, see-through", png(16, 4, _wide(0, 1))
    yield "PNG RGB of 16 bits", png(16, 2, _wide(0, 1, 0))
    clear = chunk(b"tRNS", struct.pack(">HHH", 9000, 65535 - 9000, 9000))
    yield "PNG RGB of 16 bits, one clear", png(16, 2, _wide(0, 1, 0), clear)
    yield "PNG RGBA of 16 bits", png(16, 6, _wide(0, 1, 0, 1))
    row = squares().crop((0, 0, SIDE, 1)).tobytes()
    gamma = {
        name: chunk(b"gAMA", struct.pack(">I", value)) for name, value in (("of light", 100_000), ("usual", 45_455))
    }
    for name, said in gamma.items():
        yield f"PNG gamma {name}", png(8, 2, row, said)
        yield f"PNG gamma {name}, wide", png(8, 2, row, said + chunk(b"cHRM", _WIDE))
        yield f"PNG gamma {name}, and sRGB", png(8, 2, row, chunk(b"sRGB", b"\0") + said)
    yield "PNG wide", png(8, 2, row, chunk(b"cHRM", _WIDE))
    yield "PNG of a television", png(8, 2, row, chunk(b"cICP", bytes((12, 13, 0, 1))))
    yield "PNG on red", png(8, 2, row, chunk(b"bKGD", struct.pack(">HHH", 255, 0, 0)))
