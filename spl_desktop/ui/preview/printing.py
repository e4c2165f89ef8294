"""Printing the very pages that were looked at: our own questions in Indonesian, remembered for each printer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QProgressDialog, QSpinBox, QWidget

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.ui import asking
from spl_desktop.ui.case.dialog import CaseDialog
from spl_desktop.ui.case.form import beside, choice, line_edit
from spl_desktop.ui.context import Context
from spl_desktop.ui.preview.pages import Pages
from spl_desktop.ui.settings import Setting

PRINTERS: Final[Setting[dict[str, Any]]] = Setting("print/printers", {})
LAST_PRINTER: Final = Setting("print/last", "")
TO_FILE: Final = "\0pdf"
"""Stands for a file instead of a printer."""
_PAPERS: Final = {"A4": QSizeF(210, 297), "F4": QSizeF(210, 330)}
_PDF: Final = (("Dokumen PDF", ("pdf",)),)
_DPI: Final = 300.0
_TRAYS: Final = {
    QPrinter.PaperSource.Auto: "otomatis",
    QPrinter.PaperSource.Upper: "baki atas",
    QPrinter.PaperSource.Lower: "baki bawah",
    QPrinter.PaperSource.Middle: "baki tengah",
    QPrinter.PaperSource.Manual: "masukan manual",
    QPrinter.PaperSource.Envelope: "amplop",
    QPrinter.PaperSource.EnvelopeManual: "amplop, masukan manual",
    QPrinter.PaperSource.Tractor: "kertas bersambung",
    QPrinter.PaperSource.SmallFormat: "ukuran kecil",
    QPrinter.PaperSource.LargeFormat: "ukuran besar",
    QPrinter.PaperSource.LargeCapacity: "baki besar",
    QPrinter.PaperSource.Cassette: "kaset",
    QPrinter.PaperSource.FormSource: "sumber formulir",
    QPrinter.PaperSource.MaxPageSource: "sumber terbesar",
    QPrinter.PaperSource.CustomSource: "sumber lain",
}


class PrintDialog(CaseDialog):
    """Which printer, how many, which pages, on what paper from which tray."""

    def __init__(self, context: Context, files: Sequence[Path], parent: QWidget | None = None) -> None:
        what = f"{len(files)} dokumen" if len(files) > 1 else files[0].stem
        super().__init__(context, "Cetak", "&Cetak", parent, lead=what, width=520)
        self.files = tuple(files)
        printers: list[tuple[str, object]] = [(name, name) for name in QPrinterInfo.availablePrinterNames()]
        self.printer = choice([*printers, ("Berkas PDF…", TO_FILE)])
        self.form.add("printer", "&Printer", self.printer)
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.form.add("copies", "Jumlah &rangkap", beside(self.copies, stretch=-1))
        self.collate = QCheckBox("Susun per rangkap (1, 2, 3, 1, 2, 3)")
        self.collate.setChecked(True)
        self.form.add("collate", "Susunan", self.collate)
        self.range = line_edit("semua halaman; atau misalnya 1-2, 4")
        self.form.add("range", "&Halaman", self.range)
        self.both_sides = QCheckBox("Cetak bolak-balik")
        self.form.add("both_sides", "Sisi", self.both_sides)
        self.paper = choice([("menurut dokumen", ""), ("A4 (210 × 297 mm)", "A4"), ("F4 (210 × 330 mm)", "F4")])
        self.form.add("paper", "&Kertas", beside(self.paper))
        self.tray = QComboBox()
        self.form.add("tray", "&Baki", beside(self.tray))
        self.grey = QCheckBox("Hitam putih")
        self.form.add("grey", "Warna", self.grey)
        last = context.settings.get(LAST_PRINTER) or QPrinterInfo.defaultPrinterName()
        self.printer.setCurrentIndex(max(0, self.printer.findData(last)))
        self.printer.currentIndexChanged.connect(lambda _: self._recall())
        self._recall()

    def _recall(self) -> None:
        """What was chosen for this printer the last time."""
        name = str(self.printer.currentData())
        kept = self.context.settings.get(PRINTERS).get(name, {})
        self.tray.clear()
        sources = () if name == TO_FILE else _sources(QPrinter(QPrinterInfo.printerInfo(name)))
        for source in sources or (QPrinter.PaperSource.Auto,):
            self.tray.addItem(_TRAYS.get(source, "sumber lain"), source.value)
        self.tray.setCurrentIndex(max(0, self.tray.findData(kept.get("tray"))))
        self.paper.setCurrentIndex(max(0, self.paper.findData(kept.get("paper", ""))))
        self.both_sides.setChecked(bool(kept.get("both_sides")))
        self.grey.setChecked(bool(kept.get("grey")))
        self.form.show_row("tray", self.tray.count() > 1)

    def _remember(self) -> None:
        name = str(self.printer.currentData())
        chosen = {
            "tray": self.tray.currentData(),
            "paper": self.paper.currentData(),
            "both_sides": self.both_sides.isChecked(),
            "grey": self.grey.isChecked(),
        }
        known = self.context.settings.get(PRINTERS)
        self.context.settings.set(PRINTERS, {**known, name: chosen})
        self.context.settings.set(LAST_PRINTER, name)

    def record(self) -> None:
        """Prints; the dialog stays open where it could not."""
        wanted = page_numbers(self.range.text())
        name = str(self.printer.currentData())
        target = None
        if name == TO_FILE:
            target = asking.save_file(self, "Simpan sebagai PDF", f"{self.files[0].stem}.pdf", _PDF)
            if target is None:
                return
        printer = self.prepared(name, target)
        print_files(printer, self.files, wanted, str(self.paper.currentData() or ""), self)
        self._remember()
        self.accept()
        self.context.say(f"Tersimpan: {target}" if target else f"Dikirim ke {name}.")

    def prepared(self, name: str, target: Path | None) -> QPrinter:
        """The printer as it was asked for."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if target is not None:
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
        else:
            printer.setPrinterName(name)
            if self.tray.currentData() is not None:
                printer.setPaperSource(QPrinter.PaperSource(self.tray.currentData()))
        printer.setDocName(self.files[0].stem)
        printer.setCopyCount(self.copies.value())
        printer.setCollateCopies(self.collate.isChecked())
        sides = QPrinter.DuplexMode.DuplexLongSide if self.both_sides.isChecked() else QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(sides)
        if self.grey.isChecked():
            printer.setColorMode(QPrinter.ColorMode.GrayScale)
        return printer


def _sources(printer: QPrinter) -> Sequence[QPrinter.PaperSource]:
    """The trays of a printer; only Windows tells them."""
    ask = getattr(printer, "supportedPaperSources", None)
    return tuple(ask()) if ask is not None else ()


def page_numbers(text: str) -> tuple[range, ...]:
    """The pages of "1-2, 4", from 1; none for all of them. Invalid (`range`) where it cannot be read."""
    found: list[range] = []
    for part in filter(None, (one.strip() for one in text.replace(";", ",").split(","))):
        first, dash, last = (one.strip() for one in part.partition("-"))
        if not first.isdigit() or (dash and not last.isdigit()) or int(first) < 1 or (dash and int(last) < int(first)):
            raise Invalid({"range": f'Halaman "{part}" tidak dapat dibaca. Tulis misalnya 1-2, 4.'})
        found.append(range(int(first), int(last if dash else first) + 1))
    return tuple(found)


def print_files(
    printer: QPrinter, files: Sequence[Path], wanted: Sequence[range], paper: str, parent: QWidget | None
) -> int:
    """Prints the pages at their own size, each file from its first page; how many sheets were sent.

    UserError where the printer does not begin, or where none of the pages asked for exists.
    """
    opened = [Pages(path) for path in files]
    try:
        todo = [
            (pages, number)
            for pages in opened
            for number in range(len(pages.sizes))
            if not wanted or any(number + 1 in one for one in wanted)
        ]
        if not todo:
            raise UserError("Halaman yang diminta tidak ada dalam dokumen ini. Perbaiki nomor halamannya.")
        return _print(printer, todo, paper, parent)
    finally:
        for pages in opened:
            pages.close()


def _print(printer: QPrinter, todo: Sequence[tuple[Pages, int]], paper: str, parent: QWidget | None) -> int:
    progress = QProgressDialog("Mencetak…", "Batal", 0, len(todo), parent)
    progress.setWindowTitle("Cetak")
    progress.setMinimumDuration(1000)
    painter = QPainter()
    try:
        for at, (pages, number) in enumerate(todo):
            _lay(printer, pages.sizes[number], paper)
            if at == 0 and not painter.begin(printer):
                raise UserError(
                    "Printer tidak dapat memulai. Periksa apakah printer menyala dan berkasnya tidak sedang dibuka, "
                    "lalu ulangi."
                )
            if at and not printer.newPage():
                raise UserError("Printer berhenti di tengah jalan. Periksa kertasnya, lalu cetak halaman sisanya.")
            _draw(painter, printer, pages, number)
            progress.setValue(at + 1)
            QApplication.processEvents()
            if progress.wasCanceled():
                printer.abort()
                return at + 1
        return len(todo)
    finally:
        painter.end()
        progress.close()
        progress.deleteLater()


def _lay(printer: QPrinter, size: QSizeF, paper: str) -> None:
    """The sheet of the page, upright or across as the page lies; the printer's own margins do not move it."""
    across = size.width() > size.height()
    points = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    sheet = (
        QPageSize(_PAPERS[paper], QPageSize.Unit.Millimeter)
        if paper
        else QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    )
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(sheet, way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _draw(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    size = pages.sizes[number]
    dots = min(printer.resolution(), _DPI)
    picture = pages.picture(number, dots / 72)
    scale = printer.resolution() / 72
    painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), picture)
