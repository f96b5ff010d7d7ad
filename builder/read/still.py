"""What of a JPEG or a PNG is the picture: nothing of who took it where and with what, and nothing behind its end.

What is kept is kept byte for byte. A turn that a camera noted stays, because it is how the picture is meant.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

_ENDS_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_START, _END, _SCAN, _LINES = b"\xff\xd8", b"\xff\xd9", 0xDA, 0
_TABLES = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD)) - {0xC8}
# Segments of programs that say how colours are meant, by their marker and how they begin; the first is a profile.
_MEANT = ((0xE2, b"ICC_PROFILE\0"), (0xE0, b"JFIF\0"), (0xEE, b"Adobe"))
_JFIF_HEAD = 12  # after that comes a small copy of the picture
_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"sBIT", b"IDAT", b"IEND"))
_COLOURS = frozenset((b"gAMA", b"cHRM", b"sRGB", b"iCCP"))
_PNG = b"\x89PNG\r\n\x1a\n"
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Bare:
    """A picture's file without notes, what EXIF said in it, and of how many frames it is."""

    data: bytes
    exif: bytes = b""
    frames: int = 1

    @property
    def turned(self) -> int:
        """Return how the picture is turned when it is shown, as EXIF counts it: 1 is not at all."""
        notes = Image.Exif()
        try:
            notes.load(self.exif)
            turned = notes.get(_ORIENTATION, 1)
        except Exception:  # notes that are broken, in whichever way, say nothing
            return 1
        return turned if isinstance(turned, int) and 1 <= turned <= 8 else 1


def bare(data: bytes, *, colours: bool = True) -> Bare:
    """Return what is kept of a JPEG or a PNG, with its colours if wanted. Raises ValueError where it is not whole."""
    if data.startswith(_PNG):
        chunks = list(_chunks(data))
        said = dict(chunks)
        kept = (_chunk(*one) for one in chunks if one[0] in (_CHUNKS | _COLOURS if colours else _CHUNKS))
        frames = int.from_bytes(said.get(b"acTL", b"")[:4] or b"\1", "big")
        return Bare(_PNG + b"".join(kept), said.get(b"eXIf", b""), frames)
    parts = list(_segments(data))
    exif = next((inside for marker, inside in parts if marker == 0xE1 and inside.startswith(b"Exif\0\0")), b"")
    return Bare(b"".join((_START, *(_kept(*one, _MEANT[not colours :]) for one in parts), _END)), exif)


def turned(data: bytes, turn: int) -> bytes:
    """Return a JPEG without notes with one: how it is turned."""
    note = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turn, 0, 0)
    return _START + _segment(0xE1, note) + data[len(_START) :]


def _kept(marker: int, inside: bytes, meant: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a segment as it is kept, or nothing."""
    if marker == _LINES:
        return inside
    if marker == 0xE0 and inside.startswith(b"JFIF\0"):
        return _segment(marker, inside[:_JFIF_HEAD].ljust(_JFIF_HEAD, b"\0") + b"\0\0")
    is_meant = any(marker == of and inside.startswith(start) for of, start in meant)
    return _segment(marker, inside) if marker in _TABLES or is_meant else b""


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker of each segment of a JPEG with what is in it; coded lines have the marker 0."""
    at = len(_START)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _END[1]:
        marker = data[at + 1]
        if marker == 0xFF:  # signs that fill
            at += 1
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + size]
        at += 2 + size
        if marker == _SCAN:
            found = _ENDS_SCAN.search(data, at)
            end = found.end() - 2 if found else len(data)
            yield _LINES, data[at:end]
            at = end
    if data[at : at + 2] != _END:
        raise ValueError("it ends before its end")


def _segment(marker: int, inside: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(inside) + 2).to_bytes(2, "big") + inside


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name of each chunk of a PNG with what is in it."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        inside, check = data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if name in _CHUNKS | _COLOURS and zlib.crc32(name + inside).to_bytes(4, "big") != check:
            raise ValueError("a part of it was changed")
        yield name, inside
        if name == b"IEND":
            return
        at += 12 + size
    raise ValueError("it ends before its end")


def _chunk(name: bytes, inside: bytes) -> bytes:
    return len(inside).to_bytes(4, "big") + name + inside + zlib.crc32(name + inside).to_bytes(4, "big")
