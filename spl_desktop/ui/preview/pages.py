"""The pages of a PDF: their sizes, their pictures and where a text stands; everything in the thread that made it."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from spl_desktop.domain.errors import UserError
from spl_desktop.services.pdfium import LOCK

POINTS: Final = 72.0
_LARGEST: Final = 12_000
"""Pixels of one side of a picture; a page is never drawn larger, whatever it says of its size."""
_MOST: Final = 72_000_000
"""Pixels of a picture, A3 at 600 dpi: what a page of absurd size would take in memory stays bounded."""


class Pages:
    """An open PDF. PDFium knows no threads: open, ask and close it in one."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        try:
            with LOCK:
                self._pdf: Any = pypdfium2.PdfDocument(str(path))
                self.sizes = tuple(QSizeF(*self._pdf.get_page_size(number)) for number in range(len(self._pdf)))
                """Width and height of each page, in points."""
        except pypdfium2.PdfiumError as error:
            raise UserError(
                f'Berkas "{path.name}" tidak dapat dibuka sebagai PDF: rusak atau dikunci kata sandi. '
                "Buka dengan program lain, atau minta berkas yang baru."
            ) from error
        self.path = path

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The file is let go of."""
        with LOCK:
            self._pdf.close()

    def picture(self, number: int, scale: float) -> QImage:
        """The page at so many pixels a point."""
        size = self.sizes[number]
        scale = min(scale, _LARGEST / max(size.width(), size.height(), 1))
        scale = min(scale, (_MOST / max(size.width() * size.height(), 1)) ** 0.5)
        with LOCK:
            page = self._page(number)
            try:
                bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True, may_draw_forms=True)
                image = QImage(
                    bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
                ).copy()
                bitmap.close()
            finally:
                page.close()
        return image

    def _page(self, number: int) -> Any:
        import pypdfium2

        try:
            return self._pdf[number]
        except pypdfium2.PdfiumError as error:
            raise UserError(
                f'Halaman {number + 1} dari "{self.path.name}" rusak dan tidak dapat ditampilkan. '
                "Minta berkas yang baru."
            ) from error

    def hits(self, number: int, words: str) -> list[list[QRectF]]:
        """Where the words stand on the page: for each hit the boxes of its lines, in points from the upper left."""
        height = self.sizes[number].height()
        found: list[list[QRectF]] = []
        with LOCK:
            page = self._page(number)
            text = page.get_textpage()
            try:
                search = text.search(words, match_case=False)
                while (hit := search.get_next()) is not None:
                    boxes = (text.get_rect(one) for one in range(text.count_rects(*hit)))
                    found.append(
                        [QRectF(left, height - top, right - left, top - low) for left, low, right, top in boxes]
                    )
            finally:
                text.close()
                page.close()
        return found
