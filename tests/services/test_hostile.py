"""What people paste by accident or on purpose is kept, cleaned or refused: nothing fails on it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.domain.text import LONG, clean
from spl_desktop.domain.values import Contact, Place, Recipient, Signer
from spl_desktop.services import (
    cases,
    dispositions,
    documents,
    drafts,
    exporting,
    listing,
    log,
    office,
    printing,
    queries,
    reservations,
)
from spl_desktop.services.checking import check
from spl_desktop.services.dispositions import NewDisposition
from spl_desktop.services.printing import Issue, Print
from spl_desktop.services.register import Register
from tests.builders import new_case, opened, paper

HOSTILE = {
    "half a character": "a\ud800b",
    "nothing for XML": "a\0b\ufffe\uffff",
    "directions": "a\u202e\u061cb",
    "formula": "=cmd|' /C calc'!A0",
    "template": "{{ 7*7 }} {% for x in y %}",
    "query": """a'"b%_; -- NEAR("a" AND * ( OR""",
    "lines": "a\nb\r\n\tc\x0b\x85\u2028d",
    "markup": "<w:p>&amp;]]>",
    "decomposed": "Cafe\u0301 Notule\u0301n",
    "unseen": "a\u00adb\x9fc\u2060d\U000e0041",
}
ON = date(2026, 1, 6)


def _texts(value: object) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.items() for text in _texts(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in _texts(one))


def _kept(register: Register) -> list[str]:
    """Every text of every fact, and who recorded and acted."""
    found: list[str] = []
    with register.reading() as session:
        for stream in ("office", log.case_stream(1)):
            for link in log.load(session, stream):
                found += [*_texts(msgspec.to_builtins(link.fact)), link.recorded_by, link.acted_by, link.acted_lane]
    return found


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_in_what_the_office_shares(register: Register, text: str) -> None:
    register.recorder = text
    office.record_agency(register, name=text, short=text, address=text)
    official = office.record_official(register, name=text, nip=text, rank=text).made
    office.record_position(register, official=official, title=text, role="kepala", start=ON)
    office.change_day(register, day=date(2026, 12, 1), change="tambah_libur", name=text, reason=text, skb=text)
    office.set_setting(register, name="kota", value=text)
    office.set_setting(register, name="kode", value=text)
    reservations.reserve_number(register, series="laporan_validasi", on=date(2026, 11, 23), purpose=text, number=text)
    reservations.give_up_reservation(register, reservation=1, reason=text)
    case = opened(register)
    cases.add_note(register, case, text=text, on=ON)
    cases.change_contacts(register, case, contacts=(Contact(role="teknis", name=text, phone=text),), on=ON)
    assert [one for one in _kept(register) if one != clean(one)] == []
    assert check(register).problems == ()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_in_every_field(register: Register, tmp_path: Path, text: str) -> None:
    register.recorder = text
    contact = Contact(role=text, name=text, nip=text, phone=text, position=text)
    new = new_case(agenda=text, letter_number=text, subject=text, system=text, sender=text, contacts=(contact,))
    case = cases.open_case(register, new).made
    who: dict[str, Any] = {"on": ON, "lane": text, "official": text}
    cases.hold(register, case, reason=text, waiting_for=text, **who)
    cases.resume(register, case, note=text, **who)
    first = queries.case_view(register, case).sop.first
    cases.waive_output(register, case, output=first.outputs[0], reason=text, **who)
    given = NewDisposition(
        giver=text,
        giver_position=text,
        giver_role=text,
        recipients=(Recipient(name=text, position=text, lane=text),),
        instructions=(text,),
        note=text,
        initials=text,
    )
    dispositions.dispose(register, case, given, on=ON, lane=text)
    dispositions.mark_disposition(register, case, disposition=1, recipient=1, mark="dibaca", note=text, on=ON)
    place = Place(shelf=text, box=text, folder=text)
    documents.file_document(register, case, path=paper(tmp_path), title=text, note=text, place=place, **who)
    cases.correct(register, case, seq=1, reason=text, changes={"subject": f"{text} lagi"})
    office.set_letterhead(register, government=text, office=text, address=text, contact=text, postal_code=text)
    signers = (Signer(name=text, title=(text,), rank=text, nip=text, party=text),)
    row = {"teks": text, "hasil": "sesuai", "catatan": text, "tindak_lanjut": text}
    content = {"ringkasan": text, "butir": [row], "kesimpulan": text, "tembusan": text}
    for number, target in (("1", None), ("2", tmp_path / "laporan.docx")):
        printing.print_disposition(
            register,
            case,
            layout="klasik",
            disposition=1,
            how=Print(ON, signers, target=target, number=text + number),
            issued=Issue(),
        )
        printing.print_form(
            register,
            case,
            report=Report.VALIDATION,
            content=content,
            how=Print(ON, signers * 2, target=target, number=number + text),
            issued=Issue(),
        )
    cases.finish_step(register, case, outcome=first.outcomes[0].id, note=text, **who)
    cases.cancel(register, case, reason=text, by_agency=True, **who)
    for what in ("register", "visits", "events"):
        for suffix in exporting.SUFFIXES:
            exporting.export(register, what, tmp_path / f"{what}{suffix}", filter=listing.CaseFilter(text=text))
            assert exporting.export(register, what, tmp_path / f"{what}{suffix}") > 0
    assert queries.find_case(register, text) == case
    assert [one for one in _kept(register) if one != clean(one) or len(one) > LONG] == []
    assert check(register).problems == ()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_draft_is_kept_to_the_letter(register: Register, text: str) -> None:
    register.recorder = text
    drafts.save_draft(register, "case:new", {"subject": text, "contacts": [{"name": text}]})
    assert drafts.load_draft(register, "case:new") == {"subject": text, "contacts": [{"name": text}]}


def test_a_text_that_no_sheet_could_hold_is_refused_everywhere(register: Register) -> None:
    case = opened(register)
    given = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="segera")
    dispositions.dispose(register, case, given, on=ON)
    long = "x" * 1_000_000
    mark: dict[str, Any] = {"disposition": 1, "recipient": 1, "mark": "dibaca", "on": ON}
    refused: dict[str, Callable[[], object]] = {
        "Catatan": lambda: dispositions.mark_disposition(register, case, note=long, **mark),
        "Alasan": lambda: dispositions.withdraw_disposition(register, case, disposition=1, reason=long, on=ON),
        "Penerima disposisi": lambda: dispositions.dispose(
            register, case, NewDisposition(giver="A", recipients=(Recipient(name=long),), note="b"), on=ON
        ),
        "Yang ditunggu": lambda: cases.hold(register, case, reason="x", waiting_for=long, on=ON),
        "Tempat arsip": lambda: documents.file_document(register, case, path=None, place=Place(box=long), on=ON),
        "Isian penandatangan": lambda: printing.print_disposition(
            register, case, layout="klasik", how=Print(ON, (Signer(name=long, title=()),), number="1"), issued=Issue()
        ),
    }
    before = queries.case_view(register, case).state.seq
    for name, ask in refused.items():
        with pytest.raises(UserError, match=f"{name} terlalu panjang: 1000000 huruf"):
            ask()
    cases.hold(register, case, reason="x", on=ON)
    with pytest.raises(UserError, match="Catatan terlalu panjang"):
        cases.resume(register, case, note=long, on=ON)
    assert queries.case_view(register, case).state.seq == before + 1
