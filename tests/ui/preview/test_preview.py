"""Looking at PDF pages and printing them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.ui import asking
from spl_desktop.ui.context import Context
from spl_desktop.ui.preview.dialog import PreviewDialog
from spl_desktop.ui.preview.opening import Shown
from spl_desktop.ui.preview.pane import PreviewPane
from spl_desktop.ui.preview.printing import LAST_PRINTER, PRINTERS, TO_FILE, PrintDialog, page_numbers, print_files

A4, F4 = (595.276, 841.89), (595.276, 935.433)


def pdf(path: Path, *pages: tuple[str, tuple[float, float]]) -> Path:
    """A PDF with these pages, each with its text in Helvetica."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for text, (width, height) in pages:
        stream = f"BT /F1 24 Tf 72 {height - 100:.0f} Td ({text}) Tj ET 72 72 200 100 re f".encode("latin-1")
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {content} 0 R "
                "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            ).encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    path.write_bytes(data)
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Two upright pages and one across."""
    return pdf(tmp_path / "surat.pdf", ("Nomor satu", A4), ("Kepala Dinas", F4), ("Nomor tiga", (A4[1], A4[0])))


@pytest.fixture
def pane(qtbot: QtBot, letter: Path) -> Iterator[PreviewPane]:
    """A pane that shows the letter."""
    made = PreviewPane()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    made.show_pdf(letter)
    yield made
    made.say("")


def test_pages_are_counted_gone_to_and_drawn(pane: PreviewPane, qtbot: QtBot) -> None:
    assert (pane.number.value(), pane.of.text()) == (1, "dari 3")
    picture = pane.view.viewport().grab().toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 10) for y in range(0, picture.height(), 10)
    }
    assert {"#ffffff", "#000000"} <= colours
    pane.number.setValue(3)
    pane.number.editingFinished.emit()
    assert pane.view.page() == 2
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert pane.number.value() == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.number.value() == 3


def test_the_page_follows_the_width_until_somebody_zooms(pane: PreviewPane) -> None:
    wide = pane.view.zoom
    pane.resize(800, 600)
    assert pane.view.zoom > wide
    pane.view.fit_to("page")
    assert pane.view.zoom < wide * 1.6
    pane.view.set_zoom(1.0)
    assert pane.percent.text() == "100%"
    pane.resize(700, 500)
    assert pane.view.zoom == 1.0
    wheel = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    pane.view.wheelEvent(wheel)
    assert pane.view.zoom == pytest.approx(1.2)


def test_words_are_found_one_after_the_other_and_marked(pane: PreviewPane, qtbot: QtBot) -> None:
    before = pane.view.viewport().grab().toImage()
    pane.search_box.setText("nomor")
    assert pane.hits.text() == "1 dari 2"
    assert pane.view.viewport().grab().toImage() != before
    assert pane.view.page() == 0
    qtbot.keyClick(pane.search_box, Qt.Key.Key_Return)
    assert pane.hits.text() == "2 dari 2"
    assert pane.view.page() == 2
    qtbot.keyClick(pane.search_box, Qt.Key.Key_Return)
    assert pane.hits.text() == "1 dari 2"
    pane.search_box.setText("tidak ada")
    assert pane.hits.text() == "tidak ditemukan"
    pane.search_box.clear()
    assert pane.hits.text() == ""


def test_what_is_no_pdf_is_said_in_place_of_pages(pane: PreviewPane, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.7 bukan")
    pane.show_pdf(broken)
    assert "tidak dapat dibuka sebagai PDF" in pane.words.text()
    assert pane.view.count() == 0
    locked = PdfWriter(clone_from=PdfReader(pdf(tmp_path / "x.pdf", ("rahasia", A4))))
    locked.encrypt("sandi")
    locked.write(tmp_path / "terkunci.pdf")
    pane.show_pdf(tmp_path / "terkunci.pdf")
    assert "dikunci kata sandi" in pane.words.text()


@pytest.mark.parametrize(
    ("typed", "pages"),
    [("", []), ("2", [2]), ("1-3", [1, 2, 3]), (" 1 - 2 , 4 ", [1, 2, 4]), ("3;1", [3, 1])],
)
def test_page_numbers_are_read(typed: str, pages: list[int]) -> None:
    assert [number for one in page_numbers(typed) for number in one] == pages


@pytest.mark.parametrize("typed", ["a", "0", "2-1", "1-", "-2", "1-2-3", "1 2"])
def test_page_numbers_that_mean_nothing_are_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        page_numbers(typed)
    assert "tidak dapat dibaca" in refusal.value.problems["range"]


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_the_pages_are_printed_at_their_own_size_each_on_its_own_sheet(
    letter: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = pdf(tmp_path / "lain.pdf", ("Lampiran", A4))
    assert print_files(to_file(tmp_path / "hasil.pdf"), [letter, other], (), "", None) == 4
    printed = PdfReader(tmp_path / "hasil.pdf")
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in printed.pages]
    assert sizes == [(595, 842), (595, 935), (842, 595), (595, 842)]
    print_files(to_file(tmp_path / "sebagian.pdf"), [letter], page_numbers("2"), "A4", None)
    (only,) = PdfReader(tmp_path / "sebagian.pdf").pages
    assert round(float(only.mediabox.height)) == 842


def test_pages_that_are_not_there_print_nothing(letter: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(UserError, match="tidak ada dalam dokumen ini"):
        print_files(to_file(tmp_path / "hasil.pdf"), [letter], page_numbers("9"), "", None)
    assert not (tmp_path / "hasil.pdf").exists()


def test_what_was_chosen_is_remembered_for_each_printer(
    context: Context, letter: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "save_file", lambda *_: tmp_path / "cetak.pdf")
    dialog = PrintDialog(context, [letter])
    qtbot.addWidget(dialog)
    dialog.printer.setCurrentIndex(dialog.printer.findData(TO_FILE))
    dialog.grey.setChecked(True)
    dialog.paper.setCurrentIndex(dialog.paper.findData("F4"))
    dialog.submit()
    assert len(PdfReader(tmp_path / "cetak.pdf").pages) == 3
    assert context.settings.get(LAST_PRINTER) == TO_FILE
    assert context.settings.get(PRINTERS)[TO_FILE]["paper"] == "F4"
    again = PrintDialog(context, [letter])
    qtbot.addWidget(again)
    assert again.printer.currentData() == TO_FILE
    assert again.grey.isChecked()
    assert again.paper.currentData() == "F4"


def test_a_range_that_cannot_be_read_keeps_the_dialog_open(context: Context, letter: Path, qtbot: QtBot) -> None:
    dialog = PrintDialog(context, [letter])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.range.setText("x")
    dialog.submit()
    assert dialog.isVisible()
    assert 'Halaman "x" tidak dapat dibaca.' in dialog.form.problem("range")


def test_several_documents_are_looked_at_by_their_titles(
    context: Context, letter: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = pdf(tmp_path / "lain.pdf", ("Lampiran", A4))
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = [Shown("Surat", letter), Shown("Lampiran", other)]
    dialog = PreviewDialog(context, shown, [letter, other], parent)
    dialog.show()
    assert dialog.windowTitle() == "Pratinjau 2 dokumen"
    assert dialog.pane.of.text() == "dari 3"
    dialog.list.setCurrentRow(1)
    assert dialog.pane.of.text() == "dari 1"
    monkeypatch.setattr(asking, "save_file", lambda *_: tmp_path / "simpanan.pdf")
    dialog.save()
    qtbot.waitUntil((tmp_path / "simpanan.pdf").exists)
    assert (tmp_path / "simpanan.pdf").read_bytes() == other.read_bytes()
