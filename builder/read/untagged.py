"""A film or a sound without what a camera or a program noted in its file: place, time, device, pictures of a cover.

Pictures and sound stay as they are, byte for byte. MP4 and M4A (ISO 14496-12) and WebM (EBML) say where things stand by
their distance from the start, so there notes become empty room of the same length; from an MP3 they are left out.
"""

import re
from collections.abc import Iterator

_KEPT = frozenset((b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"pdin", b"emsg", b"ssix"))
_NOTES = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip"))
_AROUND = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"edts", b"mvex"))
_DEEPEST = 8


def untagged(data: bytes, suffix: str) -> bytes:
    """Return a film or a sound without notes; what cannot be read is returned as it is."""
    makers = {".mp4": _boxes, ".m4a": _boxes, ".webm": _elements, ".mp3": _frames}
    return makers[suffix](data)


def _boxes(data: bytes) -> bytes:
    made = bytearray(data)
    return bytes(made[: _emptied(made, 0, len(made), 0)])


def _emptied(made: bytearray, start: int, end: int, depth: int) -> int:
    """Make empty room of the boxes between two places that hold notes; return where the last whole box ends."""
    while start + 8 <= end:
        size, head = int.from_bytes(made[start : start + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(made[start + 8 : start + 16], "big"), 16
        size, name = size or end - start, bytes(made[start + 4 : start + 8])
        if size < head or start + size > end:  # a film that ends too early, or what hangs behind one
            return end if name in _KEPT else start
        if name in _NOTES or (not depth and name not in _KEPT):
            made[start + 4 : start + 8] = b"free"
            made[start + head : start + size] = bytes(size - head)
        elif name in _AROUND and depth < _DEEPEST:
            _emptied(made, start + head, start + size, depth + 1)
        start += size
    return start


# What is inside these is looked at; their length may be unknown while a film is being recorded.
_SEGMENT, _CLUSTER, _INFO, _VOID = 0x18538067, 0x1F43B675, 0x1549A966, b"\xec"
_INSIDE = frozenset((_SEGMENT, _CLUSTER, _INFO))
# Tags and attached files; in the head the title, the date and the names of programs and files; a void, which is room.
_NOTED = frozenset((0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x4D80, 0x5741, 0x7384, 0xEC))
_NEEDED = frozenset((0x4D80, 0x5741))  # the names of programs, which have to stand there and may be empty signs


def _elements(data: bytes) -> bytes:
    made, at, end = bytearray(data), 0, len(data)
    while at < end:
        name, first = _number(data, at, keep=True)
        size, inside = _number(data, first)
        unknown = size == (1 << 7 * (inside - first)) - 1
        after = inside + size
        if not name or not inside - first or (after > end and not unknown):
            break
        if name in _NEEDED:
            made[inside:after] = b" " * size
        elif name in _NOTED:
            made[at:after] = _room(after - at)
        if name == _SEGMENT and not unknown:
            end = after
        at = inside if name in _INSIDE else after
    return bytes(made[:at])


def _room(size: int) -> bytes:
    """Return an element of so many bytes that holds nothing."""
    if size < 9:
        return _VOID + bytes((0x80 | size - 2,)) + bytes(size - 2)
    return _VOID + (1 << 56 | size - 9).to_bytes(8, "big") + bytes(size - 9)


def _number(data: bytes, at: int, *, keep: bool = False) -> tuple[int, int]:
    """Return a number of EBML and where it ends; `keep` the bit that says how long it is, as names do."""
    length = 9 - data[at].bit_length() if at < len(data) else 9
    if length > 8:
        return 0, at
    number = int.from_bytes(data[at : at + length], "big")
    return number if keep else number & (1 << 7 * length) - 1, at + length


_RATES = {  # kbit/s by version (1 or not) and layer
    (True, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES[False, 3] = _RATES[False, 2]
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_SYNC = re.compile(rb"\xff[\xe2-\xff]")


def _frames(data: bytes) -> bytes:
    """Return only the frames of an MP3. What stands before, between and behind them is notes, or nothing."""
    kept = [data[start:end] for start, end in _each_frame(data)]
    return b"".join(kept) or data


def _each_frame(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each frame starts and ends: one is known by the frame behind it, or the one before."""
    at, follows = _after_tag(data), False
    while found := _SYNC.search(data, at):
        start = found.start()
        end = start + _length(data, start)
        if end > start and end <= len(data) and ((follows and start == at) or _length(data, end)):
            yield start, end
            at, follows = end, True
        else:
            at, follows = start + 1, False


def _after_tag(data: bytes) -> int:
    """Return where an ID3 tag at the start ends: its pictures may look like frames."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for one in data[6:10]:
        size = size << 7 | one & 0x7F
    return 10 + size


def _length(data: bytes, at: int) -> int:
    """Return how many bytes the frame at a place has; 0 where there is none."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[at + 1] >> 3 & 3, 4 - (data[at + 1] >> 1 & 3)
    rate, hertz, padded = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
    if version == 1 or layer == 4 or rate in (0, 15) or hertz == 3:
        return 0
    bits, beats = _RATES[version == 3, layer][rate - 1] * 1000, _HERTZ[version][hertz]
    if layer == 1:
        return (12 * bits // beats + padded) * 4
    return (72 if layer == 3 and version != 3 else 144) * bits // beats + padded
