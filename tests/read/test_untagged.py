"""What leaves of a film or a sound: pictures and sound, at the places where they stood, and nothing else."""

import itertools
from pathlib import Path

import pytest

from builder.read.film import look_inside
from builder.read.untagged import untagged

MEDIA = Path(__file__).parents[1] / "sample" / "modules" / "sample" / "media"
SECRET = b"+51.5007-000.1246/ Camera 9"


def box(name: bytes, inside: bytes) -> bytes:
    return (len(inside) + 8).to_bytes(4, "big") + name + inside


def element(name: str, inside: bytes, size: int = 8) -> bytes:
    return bytes.fromhex(name) + (1 << 7 * size | len(inside)).to_bytes(size, "big") + inside


NOTES = box(b"udta", box(b"\xa9xyz", SECRET) + box(b"meta", bytes(4) + box(b"ilst", SECRET)))


@pytest.mark.parametrize("around", [b"moov", b"trak"])
def test_what_is_noted_in_an_mp4_becomes_room_of_the_same_length(around: bytes) -> None:
    film = box(b"ftyp", b"isom") + box(b"free", SECRET) + box(b"mdat", b"pictures")
    inside = box(b"mvhd", bytes(100)) + NOTES
    film += (
        box(b"moov", inside if around == b"moov" else box(b"trak", inside))
        + box(b"uuid", SECRET)
        + box(b"xyz ", SECRET)
    )
    made = untagged(film + b"PK\3\4" + SECRET, ".mp4")
    assert len(made) == len(film)
    assert SECRET not in made
    assert made.index(b"pictures") == film.index(b"pictures")
    assert made.count(b"free") == film.count(b"free") + 3
    assert untagged(made, ".mp4") == made


def test_the_films_and_sounds_of_the_sample_are_what_they_were(tmp_path: Path) -> None:
    for name in ("talk.mp4", "hello.mp3"):
        path = tmp_path / name
        path.write_bytes(untagged((MEDIA / name).read_bytes(), path.suffix))
        assert look_inside(path) == look_inside(MEDIA / name)
        assert path.stat().st_size > 0.9 * (MEDIA / name).stat().st_size


@pytest.mark.parametrize("open_ended", [False, True])
def test_what_is_noted_in_a_webm_becomes_room_of_the_same_length(open_ended: bool) -> None:
    info = element("1549a966", element("2ad7b1", b"\1") + element("7ba9", SECRET, 1) + element("5741", SECRET, 1))
    cluster = element("1f43b675", element("e7", b"\0", 1) + element("a3", b"pictures", 1))
    segment = info + element("1254c367", SECRET) + cluster + element("ec", SECRET, 1) + element("1941a469", SECRET)
    head = element("1a45dfa3", element("4282", b"webm", 1))
    if open_ended:
        whole = head + bytes.fromhex("1853806701ffffffffffffff") + segment
    else:
        whole = head + element("18538067", segment)
    made = untagged(whole + (b"" if open_ended else b"PK\3\4" + SECRET), ".webm")
    assert len(made) == len(whole)
    assert SECRET not in made
    assert made.index(b"pictures") == whole.index(b"pictures")
    assert untagged(made, ".webm") == made


def test_of_an_mp3_the_frames_stay() -> None:
    frames = untagged((MEDIA / "hello.mp3").read_bytes(), ".mp3")
    picture = b"APIC" + frames[:2000] + SECRET
    tag = b"ID3\4\0\0" + bytes(len(picture) >> 7 * part & 0x7F for part in (3, 2, 1, 0)) + picture
    noted = tag + frames + b"APETAGEX" + SECRET + b"TAG" + SECRET.ljust(125) + b"PK\3\4" + SECRET
    assert untagged(noted, ".mp3") == frames


def test_no_damage_ends_in_a_fault() -> None:
    whole = {
        ".mp4": box(b"ftyp", b"isom") + box(b"moov", NOTES),
        ".webm": element("1a45dfa3", b"webm") + element("18538067", element("1549a966", element("7ba9", SECRET))),
        ".mp3": (MEDIA / "hello.mp3").read_bytes()[:2000],
    }
    for (suffix, data), at, sign in itertools.product(whole.items(), range(100), (0, 1, 255)):
        untagged(data[:at] + bytes((sign,)) + data[at + 1 :], suffix)
        untagged(data[:at], suffix)
