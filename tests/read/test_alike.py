"""What everybody gets of a picture: what is drawn, alike in a browser and on paper, and nothing else of its file."""

import base64
import io
import random
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from kinds import SIDE, chunk, kinds, png, saved, squares, srgb, swapped, turned
from PIL import Image, ImageChops
from playwright.sync_api import Browser
from weasyprint import HTML

from builder.read.alike import MOST_PIXELS, Moves, TooManyPixels, as_shown

SECRET = b"Ward 9, 51.5007 N"
ACROSS, CELL = 10, 80
BACK = (0x88, 0xAA, 0xCC)
PLAIN = ["JPEG L", "JPEG RGB", "JPEG progressive", "PNG 1", "PNG P of 2 bits", "PNG RGBA", "PNG see-through"]


def _with_notes(data: bytes) -> bytes:
    """Return a JPEG or PNG with a secret in every place where programs and cameras put what they know."""
    if data.startswith(b"\x89PNG"):
        names = (b"tEXt", b"iTXt", b"eXIf", b"tIME", b"caBX", b"prVt", b"pHYs")
        notes = b"".join(chunk(name, SECRET) for name in names)
        notes += chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET, 0))
        return data[:33] + notes + data[33:-12] + chunk(b"tEXt", SECRET) + data[-12:] + SECRET
    starts = {1: (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"), 2: (b"MPF\0", b""), 13: (b"Photoshop 3.0\0",)}
    starts |= {0: (b"JFXX\0",), 11: (b"JP",), 5: (b"",), 15: (b"",)}
    noted = [(0xE0 + app, start + SECRET) for app, all_of in starts.items() for start in all_of] + [(0xFE, SECRET)]
    notes = b"".join(bytes((0xFF, mark)) + (len(one) + 2).to_bytes(2, "big") + one for mark, one in noted)
    small = data[:2] + bytes.fromhex("ffe00020") + b"JFIF\0\1\1\0\0\1\0\1\4\4" + SECRET[:16].ljust(16)
    return small + notes + data[20:] + b"PK\3\4" + SECRET


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_nothing_but_the_picture_leaves(form: str) -> None:
    data = _with_notes(saved(squares(), form))
    made, size = as_shown(data)
    assert data.count(SECRET[:16]) > 8
    assert SECRET[:9] not in made
    assert size == (SIDE, SIDE)
    before, after = (Image.open(io.BytesIO(one)) for one in (saved(squares(), form), made))
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("way", range(1, 9))
def test_of_what_a_camera_noted_the_turn_stays(way: int) -> None:
    notes = turned(way)
    notes[0x010F] = "Camera"
    notes.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 2.0)})
    made, size = as_shown(saved(squares().crop((0, 0, 64, 32)), "JPEG", exif=notes))
    kept = Image.open(io.BytesIO(made)).getexif()
    assert dict(kept) == ({} if way == 1 else {0x0112: way})
    assert size == ((32, 64) if way >= 5 else (64, 32))


def test_most_pictures_stay_byte_for_byte_and_all_stay_the_same_when_read_again() -> None:
    every = dict(kinds())
    assert [name for name in PLAIN if as_shown(every[name])[0] != every[name]] == []
    once = {name: as_shown(data)[0] for name, data in every.items()}
    assert [name for name, data in once.items() if as_shown(data)[0] != data] == []


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_that_is_cut_or_changed_is_found(form: str) -> None:
    random.seed(1)
    data = saved(squares().resize((200, 200)).effect_spread(40), form)
    for part in (0.1, 0.5, 0.9, 0.99):
        with pytest.raises((ValueError, OSError)):
            as_shown(data[: int(len(data) * part)])
    for at in random.sample(range(len(data)), 60):
        broken = data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :]
        try:
            as_shown(broken)
        except (ValueError, OSError):
            continue
        assert form == "JPEG"  # which has no check sums


def test_a_picture_has_no_more_pixels_than_a_phone_can_hold() -> None:
    high = Image.new("1", (13_300, 13_300))
    with pytest.raises(TooManyPixels) as found:
        as_shown(saved(high, "PNG"))
    assert found.value.size == (13_300, 13_300)
    assert as_shown(saved(Image.new("1", (MOST_PIXELS // 1000, 1000)), "PNG"))[1] == (MOST_PIXELS // 1000, 1000)


def test_a_picture_that_moves_is_told_from_one_that_is_broken() -> None:
    with pytest.raises(Moves):
        as_shown(png(8, 0, bytes(SIDE), chunk(b"acTL", b"\0\0\0\2\0\0\0\0")))


def test_a_browser_and_paper_draw_every_kind_alike(browser: Browser) -> None:
    every = {name: as_shown(data)[0] for name, data in kinds()}
    page = _page(list(every.values()))
    paper = _on_paper(page)
    seen = browser.new_page(viewport={"width": ACROSS * CELL, "height": ACROSS * CELL})
    seen.set_content(page)
    seen.evaluate("Promise.all([...document.images].map((one) => one.decode()))")
    drawn = Image.open(io.BytesIO(seen.screenshot())).convert("RGB")
    seen.close()
    apart = {}
    for number, (name, printed) in enumerate(zip(every, paper, strict=True)):
        left, top = number % ACROSS * CELL, number // ACROSS * CELL
        cells = (drawn.crop((left, top, left + SIDE, top + SIDE)), printed)
        there, here = (one.resize((8, 8), Image.Resampling.BOX) for one in cells)
        apart[name] = max(ImageChops.difference(there, here).tobytes())
    # The engine of PDFs draws a JPEG that is turned anew, with less care at the edges of colours.
    assert {name: far for name, far in apart.items() if far > (16 if "turned" in name else 2)} == {}


def test_what_a_profile_means_is_what_is_drawn() -> None:
    for form in ("PNG", "JPEG"):
        made = Image.open(io.BytesIO(as_shown(saved(squares(), form, icc_profile=swapped()))[0]))
        red, green, _ = made.convert("RGB").getpixel((8, 8))
        assert green > 180 > red
        assert "icc_profile" not in made.info
    assert as_shown(saved(squares(), "JPEG", icc_profile=srgb()))[0] == saved(squares(), "JPEG")


def _page(pictures: list[bytes]) -> str:
    cells = []
    for number, data in enumerate(pictures):
        kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
        style = f"left: {number % ACROSS * CELL}px; top: {number // ACROSS * CELL}px"
        cells.append(f'<img style="{style}" src="data:image/{kind};base64,{base64.b64encode(data).decode()}">')
    colour = "#{:02x}{:02x}{:02x}".format(*BACK)
    look = f"@page {{ size: 800px; margin: 0 }} body {{ margin: 0; background: {colour} }} img {{ position: absolute }}"
    return f"<!doctype html><style>{look}</style>{''.join(cells)}"


def _on_paper(page: str) -> Iterator[Image.Image]:
    """Yield each picture of a PDF as a program that shows PDFs has to draw it."""
    with pikepdf.open(io.BytesIO(HTML(string=page).write_pdf() or b"")) as pdf:
        drawn = {}
        for name, one in pdf.pages[0].Resources.XObject.items():
            assert one.ColorSpace in ("/DeviceRGB", "/DeviceGray")
            assert "/Decode" not in one
            image = pikepdf.PdfImage(one).as_pil_image().convert("RGB")
            if "/SMask" in one:
                alpha = pikepdf.PdfImage(one.SMask).as_pil_image().convert("L")
                image = Image.composite(image, Image.new("RGB", image.size, BACK), alpha)
            drawn[name] = image
        order = [
            str(one.operands[0]) for one in pikepdf.parse_content_stream(pdf.pages[0]) if str(one.operator) == "Do"
        ]
    yield from (drawn[name] for name in order)
