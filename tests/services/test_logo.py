"""The logo in its print size, and pictures that are none."""

import os
from pathlib import Path

import pytest
from PIL import Image

from spl_desktop.domain.errors import UserError
from spl_desktop.services import office
from spl_desktop.services.logo import HEAVIEST, LONGEST, printable
from spl_desktop.services.register import Register


def _noise(path: Path, width: int, height: int, mode: str = "RGB") -> Path:
    Image.frombytes(mode, (width, height), os.urandom(width * height * len(mode))).save(path)
    return path


def test_a_logo_that_fits_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = _noise(tmp_path / "logo.png", 300, 400)
    with printable(path) as light:
        assert light == path


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_large_logo_becomes_light_and_keeps_its_shape(register: Register, tmp_path: Path, name: str) -> None:
    path = _noise(tmp_path / name, 3000, 2000)
    office.set_letterhead(register, government="PEMKAB", office="DINAS", logo=path)
    kept = office.office(register).letterhead.logo
    assert kept is not None
    assert kept.name == name
    assert kept.size < path.stat().st_size / 3
    with printable(path) as light, Image.open(light) as picture:
        assert picture.size == (LONGEST, LONGEST * 2 // 3)


def test_a_transparent_logo_stays_transparent(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    picture = Image.new("P", (2400, 2400), 0)
    picture.putpalette([255, 255, 255, 0, 90, 40])
    picture.paste(1, (600, 600, 1800, 1800))
    picture.save(path, transparency=0)
    with printable(path) as light, Image.open(light) as made:
        assert made.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]  # a pixel of RGBA is a tuple
        assert made.convert("RGBA").getpixel((600, 600)) == (0, 90, 40, 255)


def test_a_photograph_that_lies_on_its_side_is_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "logo.jpg"
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (2400, 1200), "green").save(path, exif=turned)
    with printable(path) as light, Image.open(light) as made:
        assert made.size == (LONGEST // 2, LONGEST)


def test_a_damaged_or_foreign_picture_is_refused(tmp_path: Path) -> None:
    whole = _noise(tmp_path / "logo.png", 700, 700)
    assert whole.stat().st_size > HEAVIEST
    for data in (whole.read_bytes()[:5000], b"bukan gambar", b"GIF89a" + bytes(40), b"\x89PNG\r\n\x1a\n"):
        path = tmp_path / "rusak.png"
        path.write_bytes(data)
        with pytest.raises(UserError, match=r'"rusak.png" bukan gambar PNG atau JPEG yang utuh'), printable(path):
            pass


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    Image.new("1", (20_000, 8_000)).save(tmp_path / "luas.png")
    with pytest.raises(UserError, match="terlalu besar"), printable(tmp_path / "luas.png"):
        pass


def test_a_file_that_is_gone_is_told_as_such(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="tidak dapat dibaca"):
        office.set_letterhead(register, government="PEMKAB", office="DINAS", logo=tmp_path / "hilang.png")
