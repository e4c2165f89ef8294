"""Letterhead, numbers and settings: judged while typed, saved as facts, kept while somebody types."""

from pathlib import Path

from PySide6.QtGui import QColor, QPixmap

from spl_desktop.services import office
from spl_desktop.services.register import Register
from spl_desktop.ui.office.page import OfficePage
from tests.builders import opened
from tests.ui.in_window import Window


def test_a_wrong_number_template_says_why_while_it_is_typed(page: OfficePage, register: Register) -> None:
    agenda = page.numbers.edits["agenda"]
    agenda.setText("{urut}")
    assert "Pola nomor harus memuat {tahun} satu kali" in page.numbers.form.problem("agenda")
    assert "belum dapat dibentuk" in page.numbers.examples["agenda"].text()
    page.numbers.saver.click()
    assert office.office(register).templates["agenda"] == "{urut}/{tahun}"
    assert agenda.text() == "{urut}"


def test_a_template_shows_its_next_number_and_the_last_one_used(
    page: OfficePage, window: Window, register: Register
) -> None:
    opened(register, agenda="41/2026")
    page.refresh()
    window.settle()
    shown = page.numbers.examples["agenda"]
    assert "Berikutnya: 42/2026" in shown.text()
    assert "Terakhir dipakai: 41/2026" in shown.text()
    page.numbers.edits["agenda"].setText("AG-{urut:04}/{tahun}")
    assert "Berikutnya: AG-0042/2026" in shown.text()
    page.numbers.saver.click()
    window.settle()
    assert office.office(register).templates["agenda"] == "AG-{urut:04}/{tahun}"
    assert window.heard.said == ["Pola nomor disimpan."]
    assert not page.numbers.saver.isEnabled()


def test_what_was_saved_is_taken_back_as_one_more_fact(page: OfficePage, window: Window, register: Register) -> None:
    before = office.office(register)
    page.letterhead.edits["address"].setText("Jln. Baru 1")
    page.letterhead.saver.click()
    window.settle()
    undo = window.heard.undo
    assert undo is not None
    page.letterhead.edits["address"].setText("sedang diketik")
    undo()
    window.settle()
    assert office.office(register).letterhead.address == "Jln. Baru 1"
    assert "sedang diketik" in window.heard.said[-1]
    page.letterhead.back.click()
    undo()
    window.settle()
    after = office.office(register)
    assert after.letterhead == before.letterhead
    assert after.seq == before.seq + 2
    assert page.letterhead.edits["address"].text() == before.letterhead.address
    assert window.heard.said[-1] == "Isian sebelumnya dikembalikan."
    assert window.heard.undo is None


def test_a_setting_out_of_its_bounds_is_refused_with_its_sentence(
    page: OfficePage, window: Window, register: Register
) -> None:
    limit = page.general.fields["batas_berkas_mb"]
    limit.setText("0")
    page.general.saver.setEnabled(True)
    page.general.saver.click()
    assert "isi bilangan bulat 1 sampai 1000" in page.general.form.problem("batas_berkas_mb")
    limit.setText("25")
    paper = page.general.fields["kertas"]
    paper.setCurrentIndex(paper.findData("F4"))
    page.general.saver.click()
    window.settle()
    settings = office.office(register).settings
    assert (settings["batas_berkas_mb"], settings["kertas"]) == ("25", "F4")


def test_what_is_being_typed_survives_a_change_made_elsewhere(
    page: OfficePage, window: Window, register: Register
) -> None:
    page.general.fields["kota"].setText("Kota Karanganyar")
    office.set_setting(register, name="kode", value="500.12.6.3")
    page.refresh()
    window.settle()
    assert page.general.fields["kota"].text() == "Kota Karanganyar"
    page.general.give_up()
    page.refresh()
    window.settle()
    assert page.general.fields["kota"].text() == "Karanganyar"
    assert page.general.fields["kode"].text() == "500.12.6.3"


def test_the_logo_is_kept_in_the_register_and_can_be_taken_out(
    page: OfficePage, window: Window, register: Register, tmp_path: Path
) -> None:
    picture = QPixmap(40, 50)
    picture.fill(QColor("navy"))
    path = tmp_path / "lambang.png"
    assert picture.save(str(path))

    page.letterhead.logo.add([path])
    page.letterhead.edits["office"].setText("DINAS KOMINFO")
    page.letterhead.saver.click()
    window.settle()
    head = office.office(register).letterhead
    assert head.office == "DINAS KOMINFO"
    assert head.logo is not None
    assert head.logo.name == "lambang.png"
    assert not page.letterhead.changed()

    page.letterhead.logo.set_paths([])
    page.letterhead.saver.click()
    window.settle()
    assert office.office(register).letterhead.logo is None


def test_a_logo_that_is_no_picture_is_refused(page: OfficePage, register: Register, tmp_path: Path) -> None:
    path = tmp_path / "lambang.png"
    path.write_text("bukan gambar")
    page.letterhead.logo.add([path])
    assert "bukan gambar yang dapat dibaca" in page.letterhead.form.problem("logo")
    page.letterhead.saver.click()
    assert office.office(register).letterhead.logo is None
