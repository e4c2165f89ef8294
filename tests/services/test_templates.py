"""The office's own Word templates: taken when they are sound, used in printing, and never in the way of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from spl_desktop import shipped
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.events import DocumentIssued
from spl_desktop.domain.sop import Report
from spl_desktop.reports import doctor
from spl_desktop.services import log as logs
from spl_desktop.services import templates
from spl_desktop.services.changes import Kind
from spl_desktop.services.printing import Issue, Print, print_disposition, print_form
from spl_desktop.services.register import Register
from tests import builders
from tests.services.test_form_printing import CARD, signed_by

DAY = date(2026, 1, 5)
CARD_TEMPLATE = "kartu-api"


SIGNED = "{{ nomor }} {{ kode_qr }} {{ tanggal }} {% for satu in penandatangan %}{{ satu.nama }}{% endfor %}"
"""What every template carries, in one line."""


def own_file(folder: Path, *paragraphs: str, foot: str = SIGNED) -> Path:
    """A template of the office with those paragraphs, and what it must carry in the foot of the page."""
    document = Document()
    document.sections[0].footer.paragraphs[0].text = foot
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "punya kantor.docx"
    document.save(str(path))
    return path


def words(path: Path) -> str:
    """What stands in the paragraphs of a document."""
    return "\n".join(one.text for one in Document(str(path)).paragraphs)


def made_with(register: Register, case: int) -> str:
    """The hash of the office's template that made the document which was issued."""
    with register.reading() as session:
        log = logs.load(session, f"case:{case}")
    (issued,) = (link.fact for link in log if isinstance(link.fact, DocumentIssued))
    return issued.template


def in_use(register: Register, name: str) -> str | None:
    """The file name of the office's own template, None where ours is used."""
    own = {row.name: row.own for row in templates.list_templates(register)}[name]
    return own.file.name if own is not None else None


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A doctor that finds nothing, as for a template that was taken by an older version of the program."""
    monkeypatch.setattr(doctor, "examine", lambda _data, _name: ())
    yield


def test_a_bad_template_is_refused_with_what_is_wrong(register: Register, tmp_path: Path) -> None:
    path = own_file(tmp_path, "Kartu", "{{ nomer }}")
    with pytest.raises(UserError) as refused:
        templates.adopt_template(register, CARD_TEMPLATE, path)
    assert "isi, paragraf 2: Isian nomer tidak dikenal. Mungkin maksudnya nomor." in refused.value.sentence
    assert in_use(register, CARD_TEMPLATE) is None


def test_an_own_template_is_used_until_it_is_withdrawn(register: Register, tmp_path: Path) -> None:
    path = own_file(tmp_path, "Kartu versi kantor: {{ nama_layanan }}")
    case = builders.opened(register)
    how = Print(on=DAY, target=tmp_path / "hasil.docx")

    assert templates.adopt_template(register, CARD_TEMPLATE, path).kinds == {Kind.OFFICE}
    assert in_use(register, CARD_TEMPLATE) == "punya kantor.docx"
    changes = print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how)
    assert (words(tmp_path / "hasil.docx"), changes.notice) == ("Kartu versi kantor: Layanan pasien", "")

    templates.withdraw_template(register, CARD_TEMPLATE)
    assert in_use(register, CARD_TEMPLATE) is None
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how)
    assert "Kartu versi kantor" not in words(tmp_path / "hasil.docx")
    with pytest.raises(UserError, match="bawaan sudah dipakai"):
        templates.withdraw_template(register, CARD_TEMPLATE)


def test_what_is_issued_keeps_which_template_made_it(register: Register, tmp_path: Path) -> None:
    path = own_file(tmp_path, "{{ nomor }} {{ nama_layanan }}")
    templates.adopt_template(register, CARD_TEMPLATE, path)
    case = builders.opened(register)
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026")
    print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    (own,) = (row.own for row in templates.list_templates(register) if row.own is not None)
    assert made_with(register, case) == own.file.sha256
    assert own.since == builders.TODAY


@pytest.mark.usefixtures("lenient")
@pytest.mark.parametrize("broken", ["{{ tidak_ada }}", "{% for a in nomor %}", "{{ nama_layanan.__class__ }}"])
def test_a_template_that_fails_gives_way_to_ours_with_a_notice(register: Register, tmp_path: Path, broken: str) -> None:
    templates.adopt_template(register, CARD_TEMPLATE, own_file(tmp_path, "Versi kantor", broken))
    case = builders.opened(register)
    target = tmp_path / "hasil.docx"
    how = Print(on=DAY, signers=(signed_by(register),), number="555/1/I/2026", target=target)
    changes = print_form(register, case, report=Report.SERVICE_CARD, content=CARD, how=how, issued=Issue())
    assert "dokumen dibuat dengan templat bawaan" in changes.notice
    assert "Versi kantor" not in words(target)
    assert made_with(register, case) == ""


@pytest.mark.usefixtures("lenient")
def test_the_disposition_sheet_gives_way_too(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    target = tmp_path / "lembar.docx"
    sound = own_file(tmp_path, "Lembar kantor {{ nomor_agenda }}", foot="")
    templates.adopt_template(register, "lembar-disposisi", sound)
    changes = print_disposition(register, case, layout="klasik", how=Print(on=DAY, target=target))
    assert (words(target), changes.notice) == ("Lembar kantor 1/2026", "")
    templates.adopt_template(register, "lembar-disposisi", own_file(tmp_path, "Lembar kantor {{ rusak }}"))
    changes = print_disposition(register, case, layout="klasik", how=Print(on=DAY, target=target))
    assert "Templat kantor untuk Lembar disposisi tidak dapat dipakai" in changes.notice
    assert "Lembar kantor" not in words(target)


@pytest.mark.parametrize("name", templates.names())
def test_an_export_can_be_put_back_as_the_offices_own(register: Register, tmp_path: Path, name: str) -> None:
    target = tmp_path / "templat.docx"
    templates.export_template(register, name, target)
    assert target.read_bytes() == shipped.read_bytes(f"templates/{name}.docx")
    templates.adopt_template(register, name, target)
    assert in_use(register, name) == "templat.docx"


def test_an_export_gives_what_is_in_use_or_ours(register: Register, tmp_path: Path) -> None:
    path = own_file(tmp_path, "{{ nama_layanan }}")
    templates.adopt_template(register, CARD_TEMPLATE, path)
    target = tmp_path / "templat.docx"
    templates.export_template(register, CARD_TEMPLATE, target)
    assert target.read_bytes() == path.read_bytes()
    templates.export_template(register, CARD_TEMPLATE, target, original=True)
    assert target.read_bytes() == shipped.read_bytes(f"templates/{CARD_TEMPLATE}.docx")


@pytest.mark.parametrize("name", templates.names())
def test_every_field_has_a_meaning_in_words(name: str) -> None:
    lines = templates.field_lines(name)
    assert "{{ nomor }}" in [line.tag for line in lines]
    assert [line.tag for line in lines if not line.meaning] == []


def test_a_name_that_is_none_of_ours_is_refused_with_the_names(register: Register, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="kartu-api"):
        templates.check_template("kartu", own_file(tmp_path, "x"))
