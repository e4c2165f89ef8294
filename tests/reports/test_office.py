"""LibreOffice opens what we print and shows all of it: converted to PDF and read back."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from spl_desktop.domain.values import Signer
from spl_desktop.reports.letters import disposition_sheet
from spl_desktop.reports.recaps import register_workbook
from tests.reports import filled
from tests.reports.filled import says, validation_report
from tests.reports.test_recaps import CASE, HEADER, VISIT

pytestmark = pytest.mark.office
Soffice = Callable[..., list[Path]]
LONG = " ".join(f"kata{number}." for number in range(700))
NUMBER = "/".join(f"{number:03}" for number in range(30))


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(pdf: Path) -> tuple[PdfReader, str]:
    reader = PdfReader(pdf)
    return reader, words("".join(page.extract_text() for page in reader.pages))


def test_letters_look_complete_on_both_papers(soffice: Soffice, tmp_path: Path) -> None:
    logo = filled.picture()
    made = {
        "klasik-a4": disposition_sheet(filled.sheet("A4", logo), "klasik"),
        "klasik-f4": disposition_sheet(filled.sheet("F4"), "klasik"),
        "kotak-a4": disposition_sheet(filled.sheet("A4", logo, filled.GIVEN), "dua_kotak"),
        "kotak-f4": disposition_sheet(filled.sheet("F4", None, filled.GIVEN), "dua_kotak"),
        "validasi-a4": validation_report(filled.report("A4", logo)),
        "validasi-f4": validation_report(filled.report("F4")),
    }
    for name, docx in made.items():
        (tmp_path / f"{name}.docx").write_bytes(docx)
    for name, pdf in zip(made, soffice(*(tmp_path / f"{name}.docx" for name in made)), strict=True):
        reader, text = read(pdf)
        height = 330 if name.endswith("f4") else 297
        for page in reader.pages:
            size = (float(page.mediabox.width) / 72 * 25.4, float(page.mediabox.height) / 72 * 25.4)
            assert size == pytest.approx((210, height), abs=0.5), name
        assert words("DINAS KOMUNIKASI DAN INFORMATIKA") in text
        assert bool(reader.pages[0].images) == name.endswith("a4")
        if name.startswith("validasi"):
            assert len(reader.pages) == 2
            assert "-2-" in words(reader.pages[1].extract_text())
            assert "-1-" not in words(reader.pages[0].extract_text())
            for item in filled.ITEMS:
                assert words(item["teks"] + ("Sesuai" if item["hasil"] == "sesuai" else "Tidak sesuai")) in text
            # The signatures bring the conclusion with them.
            assert words("C. Kesimpulan") in words(reader.pages[1].extract_text())
        else:
            assert len(reader.pages) == 1, name
            assert words(filled.sheet().subject) in text
            assert words("☑ Segera") in text


def test_long_texts_are_neither_cut_nor_lost(soffice: Soffice, tmp_path: Path) -> None:
    name = "Raden Ajeng " + "Kusumaningrum " * 8
    signer = Signer(name=name, title=("a.n. Kepala Dinas", "u.b.", "Kepala Bidang " + "Tata Kelola " * 9), nip="1" * 18)
    sheet = replace(
        filled.sheet(chain=tuple(replace(one, note=LONG) for one in filled.GIVEN)),
        letter_number=NUMBER,
        subject=LONG,
        note=LONG,
        signer=signer,
    )
    report = says(
        replace(filled.report(), letter_number=NUMBER, signers=(signer, signer, signer)),
        ringkasan=LONG,
        kesimpulan=LONG,
        butir=[filled.item("Butir", False, LONG + LONG, LONG), filled.item("Butir akhir", True)],
    )
    files = [tmp_path / f"{stem}.docx" for stem in ("klasik", "kotak", "validasi")]
    files[0].write_bytes(disposition_sheet(sheet, "klasik"))
    files[1].write_bytes(disposition_sheet(sheet, "dua_kotak"))
    files[2].write_bytes(validation_report(report))
    for pdf, times in zip(soffice(*files), (4, 4, 5), strict=True):
        reader, text = read(pdf)
        for number in (0, 350, 699):
            found = text.count(f"kata{number}.")
            assert found >= times, (pdf.name, number, found)
        assert words(NUMBER) in text
        if pdf.stem != "kotak":
            assert words(name) in text
        assert len(reader.pages) < 30


def test_workbook_prints_every_column_on_each_page(soffice: Soffice, tmp_path: Path) -> None:
    book = tmp_path / "register.xlsx"
    with book.open("wb") as out:
        risky = replace(CASE, subject='=HYPERLINK("http://x")')
        register_workbook([*[CASE] * 60, risky], HEADER, out, visits=[VISIT] * 5)
    reader, text = read(soffice(book)[0])
    assert text.count("Terlambat") >= 61
    assert words('=HYPERLINK("http://x")') in text
    assert words("terlambat 2 hari") in text
    assert "05/10/2026" in text
    headed = [page for page in reader.pages if "Nomoragenda" in words(page.extract_text())]
    assert len(headed) == len(reader.pages) >= 3
    for page in reader.pages:
        assert words("Halaman") in words(page.extract_text())
        assert float(page.mediabox.width) > float(page.mediabox.height)


def test_libreoffice_keeps_text_and_dates_of_the_workbook(soffice: Soffice, tmp_path: Path) -> None:
    book = tmp_path / "asli.xlsx"
    with book.open("wb") as out:
        register_workbook([replace(CASE, subject="=1+1")], HEADER, out)
    lines = soffice(book, to="csv")[0].read_text(encoding="utf-8").splitlines()
    assert "=1+1" in lines[-1]
    assert re.search("05/10/2026|10/05/2026", lines[-1]), "the date is no date"
