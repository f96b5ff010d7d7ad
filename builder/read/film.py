"""What a film or a sound is inside: whether every browser plays it, how long it runs, how wide and high it is.

Only its head is read. MP4 and M4A are boxes inside boxes (ISO 14496-12); WebM and MP3 are known by how they start.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from builder.given import opened

_HEAD = 65_536
_DEEPEST = 8
_AROUND = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
# What each kind of file may be coded as: H.264 and AAC play everywhere.
PLAYED = {".mp4": {"avc1", "avc3", "mp4a"}, ".m4a": {"mp4a"}, ".webm": {"V_VP8", "V_VP9", "A_OPUS", "A_VORBIS"}}
_IN_WEBM = (b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS", b"A_VORBIS")


@dataclass(frozen=True)
class Inside:
    """What a file is coded as; seconds and size in pixels where it says so in its head."""

    codes: frozenset[str] = field(default_factory=frozenset)
    seconds: float | None = None
    shape: tuple[int, int] | None = None


def look_inside(path: Path) -> Inside | None:
    """Return what is in a file, or None where it is not what its name says. Raises OSError."""
    with opened(path, None) as stream:
        head = stream.read(_HEAD)
        if path.suffix == ".webm":
            is_webm = head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]
            codes = frozenset(code.decode() for code in _IN_WEBM if code in head)
            return Inside(codes) if is_webm and codes else None
        if path.suffix == ".mp3":
            is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
            return Inside() if is_frame or head.startswith(b"ID3") else None
        found = _boxes(stream, 0, stream.seek(0, os.SEEK_END), Inside(), 0) if head[4:8] == b"ftyp" else None
        return found if found and found.codes else None


def _boxes(stream: BinaryIO, start: int, end: int, found: Inside, depth: int) -> Inside:
    """Return what the boxes between two places say, added to what has been found."""
    for name, first, after in _each(stream, start, end):
        if name in _AROUND and depth < _DEEPEST:
            found = _boxes(stream, first, after, found, depth + 1)
            continue
        if name not in (b"mvhd", b"tkhd", b"stsd"):
            continue
        stream.seek(first)
        data = stream.read(min(after - first, 128))
        long = data[:1] == b"\x01"
        if name == b"stsd" and len(data) >= 16:
            found = replace(found, codes=found.codes | {data[12:16].decode("latin-1")})
        elif name == b"tkhd" and (shape := tuple(_number(data, at) >> 16 for at in ((88, 92) if long else (76, 80)))):
            found = replace(found, shape=(shape[0], shape[1])) if all(shape) else found
        elif name == b"mvhd":
            unit = _number(data, 20 if long else 12)
            length = _number(data, 24, 8) if long else _number(data, 16)
            found = replace(found, seconds=length / unit) if unit and length else found
    return found


def _each(stream: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each box, where what it holds starts, and where the box ends."""
    while start + 8 <= end:
        stream.seek(start)
        head = stream.read(16)
        size, first = _number(head, 0), start + 8
        if size == 1:
            size, first = _number(head, 8, 8), start + 16
        size = size or end - start
        if size < first - start or start + size > end:
            return
        yield head[4:8], first, start + size
        start += size


def _number(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "big") if len(data) >= at + size else 0
