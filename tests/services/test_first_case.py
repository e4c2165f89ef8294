"""The guided first case is ticked by what services really record, in the case that is followed and in no other."""

from datetime import date
from pathlib import Path

from spl_desktop.domain.disposing import NewDisposition
from spl_desktop.domain.first_case import Item
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Recipient
from spl_desktop.services import cases, dispositions, office
from spl_desktop.services.drafts import drop_draft, save_draft
from spl_desktop.services.first_case import FirstCase, first_case, newest_case
from spl_desktop.services.forms import draft_key
from spl_desktop.services.printing import Issue, Print, SignedBy, print_form
from spl_desktop.services.register import Register
from tests import builders

DAY = date(2026, 1, 5)
NEW = NewDisposition(giver="Isnan", recipients=(Recipient(name="Wahyu"),), note="x")
MEMO = {
    "yth": "Kepala Dinas",
    "dari": "Kepala Bidang",
    "sifat": "biasa",
    "perihal": "Laporan",
    "isi": "Permohonan diproses.",
}


def issue(register: Register, case: int, folder: Path) -> None:
    """A nota dinas with number and signer."""
    signer = SignedBy(office.positions_on(register, DAY)[0].position.id)
    how = Print(on=DAY, signers=(signer,), number="555/1/I/2026", target=folder / "nota.docx")
    print_form(register, case, report=Report.MEMO, content=MEMO, how=how, issued=Issue())


def test_an_empty_register_follows_no_case(register: Register) -> None:
    assert newest_case(register) == 0
    assert first_case(register, 0) == FirstCase()


def test_each_item_is_ticked_by_the_service_that_does_it(register: Register, tmp_path: Path) -> None:
    case = builders.opened(register)
    done = {Item.REGISTER, Item.LETTER}
    assert first_case(register, 0) == FirstCase(case, "1/2026", frozenset(done))
    dispositions.dispose(register, case, NEW, on=DAY)
    done.add(Item.DISPOSITION)
    assert first_case(register, 0).done == done
    save_draft(register, draft_key(case, Report.MEMO), {"hal": "Laporan"})
    assert first_case(register, 0).done == done | {Item.FORM}
    drop_draft(register, draft_key(case, Report.MEMO))
    assert first_case(register, 0).done == done
    issue(register, case, tmp_path)
    done |= {Item.FORM, Item.ISSUE}
    assert first_case(register, 0).done == done
    view = builders.finish(register, case)
    now = first_case(register, 0)
    assert now.done == done | {Item.FINISH}
    assert now.worked == {view.sop.first.id}


def test_the_draft_of_another_case_is_not_that_of_this_one(register: Register) -> None:
    case = builders.opened(register)
    save_draft(register, draft_key(case * 10, Report.MEMO), {"hal": "Laporan"})
    save_draft(register, f"finish:{case}:1", {"note": "x"})
    assert Item.FORM not in first_case(register, 0).done


def test_what_was_there_before_is_not_followed(register: Register) -> None:
    old = builders.opened(register)
    builders.finish(register, old)
    begun = newest_case(register)
    assert begun == old
    assert first_case(register, begun) == FirstCase()
    new = builders.opened(register, agenda="2/2026", letter_number="2")
    builders.opened(register, agenda="3/2026", letter_number="3")
    assert first_case(register, begun).case == new


def test_a_case_that_was_given_up_makes_room_for_the_next(register: Register) -> None:
    given_up = builders.opened(register)
    cases.cancel(register, given_up, on=DAY, reason="Ditarik OPD", by_agency=True)
    assert first_case(register, 0) == FirstCase()
    other = builders.opened(register, agenda="2/2026", letter_number="2")
    cases.cancel(register, other, on=DAY, reason="Salah", by_agency=False)
    third = builders.opened(register, agenda="3/2026", letter_number="3")
    assert first_case(register, 0).case == third
