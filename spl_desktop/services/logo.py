"""The office's logo as it goes into documents: sharp in print, and no heavier than print needs."""

import contextlib
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spl_desktop.domain.errors import UserError

LONGEST: Final = 1200
"""Pixels of its longer side: the 22 mm of the kop at more than 1,200 dpi."""

HEAVIEST: Final = 1024 * 1024
"""Bytes that a logo may weigh in every document that bears it."""

_MAX_PIXELS: Final = 150_000_000


@contextlib.contextmanager
def printable(path: Path) -> Iterator[Path]:
    """The picture at `path`, or where it is larger than print needs a lighter copy that lasts as long as the context.

    UserError where it is no PNG or JPEG, is damaged, or has too many pixels to be opened. A file that cannot be read
    at all is given back as it is: whoever takes it in says so.
    """
    with tempfile.TemporaryDirectory(prefix="spl-logo-") as folder:
        try:
            found = _lightened(path, Path(folder)) if path.is_file() else path
        except PermissionError:
            found = path
        yield found


def _lightened(path: Path, folder: Path) -> Path:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its size is looked at below
            opened = Image.open(path, formats=("PNG", "JPEG"))
        with opened as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise UserError(
                    f'Logo "{path.name}" terlalu besar ({picture.width} × {picture.height} titik). '
                    f"Perkecil dahulu gambarnya, misalnya menjadi {LONGEST} titik, lalu pilih lagi."
                )
            picture.load()
            if max(picture.size) <= LONGEST and path.stat().st_size <= HEAVIEST:
                return path
            kind = picture.format
            smaller = ImageOps.exif_transpose(picture)
            if smaller.mode not in ("RGB", "RGBA", "L", "LA"):
                smaller = smaller.convert("RGBA" if smaller.has_transparency_data else "RGB")
            smaller.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    except PermissionError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UserError(
            f'Logo "{path.name}" bukan gambar PNG atau JPEG yang utuh. Pilih berkas gambar lain.'
        ) from error
    smaller.save(folder / path.name, format=kind, optimize=True)
    return folder / path.name
