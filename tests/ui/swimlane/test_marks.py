"""What the picture says about a case: every visit, the time used, what waits, and the sentence."""

from datetime import date

import pytest

from spl_desktop.domain.disposing import NewDisposition
from spl_desktop.domain.values import Recipient
from spl_desktop.services import cases, dispositions
from spl_desktop.services.queries import CaseView, Standing, case_view
from spl_desktop.services.register import Register
from spl_desktop.ui.swimlane.marks import marks_of
from spl_desktop.ui.swimlane.steps_table import step_rows
from tests.builders import finish, opened, walk_to


def test_every_visit_is_on_its_step_with_how_it_ended(returned: CaseView) -> None:
    marks = marks_of(returned)
    assert [(one.number, one.sign) for one in marks["skenario_integrasi"].rounds] == [
        (1, "back"), (2, "back"), (3, "check"),
    ]  # fmt: skip
    assert [one.sign for one in marks["definisi_data"].rounds] == ["check", "late", "check"]
    assert [one.sign for one in marks["dokumen_interchange"].rounds] == ["run"]
    assert marks["dashboard"].rounds == ()
    assert {step: mark.visits for step, mark in marks.items() if mark.visits} == {
        step.step.id: len(step.visits) for step in returned.steps if step.visits
    }


def test_the_ways_gone_are_counted(returned: CaseView) -> None:
    walked = marks_of(returned).walked
    back = next(one for one in returned.sop.step("skenario_integrasi").outcomes if one.returns)
    assert walked["skenario_integrasi", back.id] == 2
    assert sum(walked.values()) == len(returned.state.visits) - 1


def test_the_sentence_says_all_of_it(returned: CaseView) -> None:
    marks = marks_of(returned)
    assert marks["dokumen_interchange"].sentence.startswith(
        "Langkah 4 dari 12, lajur Tim Teknis, berjalan, hari kerja ke-7, jatuh tempo 23 Februari 2026, "
        "13 hari lagi; berikutnya langkah 5. Membentuk dokumen"
    )
    assert marks["skenario_integrasi"].sentence.startswith(
        "Langkah 3 dari 12, lajur Tim Teknis dan OPD, selesai; berikutnya langkah 4 bila sepakat, "
        "kembali ke langkah 2 bila tidak sepakat."
    )
    assert "Sudah dikerjakan 3 kali." in marks["skenario_integrasi"].sentence
    assert "belum dicapai" in marks["dashboard"].sentence


def test_the_countdown_and_the_time_used_with_its_verdict(register: Register) -> None:
    case = opened(register)

    def first(day: date) -> tuple[str, str, str]:
        mark = marks_of(case_view(register, case, today=day))["koordinasi"]
        return mark.used, mark.measure, mark.countdown

    assert first(date(2026, 1, 5)) == ("0 hari", "run", "1 hari lagi")
    assert first(date(2026, 1, 6)) == ("1 hari", "run", "hari ini")
    assert first(date(2026, 1, 8)) == ("3 hari", "late", "terlambat 2 hari")
    cases.hold(register, case, on=date(2026, 1, 6), reason="menunggu data")
    assert first(date(2026, 1, 12)) == ("1 hari", "pause", "ditunda")
    sentence = marks_of(case_view(register, case, today=date(2026, 1, 12)))["koordinasi"].sentence
    assert "ditunda, hari kerja ke-1, jatuh tempo 12 Januari 2026, sisa 0 hari;" in sentence
    cases.resume(register, case, on=date(2026, 1, 12))
    finish(register, case, date(2026, 1, 14))
    assert first(date(2026, 2, 1)) == ("3 hari", "late", "")


def test_what_waits_is_on_the_open_step_only(register: Register) -> None:
    case = opened(register)
    assert marks_of(case_view(register, case))["koordinasi"].missing == 1
    new = NewDisposition(
        giver="Budi",
        giver_position="Kepala Bidang",
        recipients=(Recipient(name="Tim Teknis"),),
        instructions=("Teliti",),
    )
    dispositions.dispose(register, case, new, on=date(2026, 1, 5))
    mark = marks_of(case_view(register, case))["koordinasi"]
    assert mark.unread == 1
    assert "Kelengkapan belum ada:" in mark.sentence
    assert mark.sentence.endswith("Disposisi belum dibaca: 1.")
    walk_to(register, case, "skenario_integrasi")
    marks = marks_of(case_view(register, case))
    assert (marks["koordinasi"].missing, marks["koordinasi"].unread) == (0, 0)
    assert marks["skenario_integrasi"].unread == 1
    assert marks["dashboard"].unread == 0


@pytest.mark.parametrize("end", ["", "dashboard"])
def test_the_list_says_the_same_as_the_picture(register: Register, end: str) -> None:
    case = opened(register)
    walk_to(register, case, end)
    view = case_view(register, case)
    marks = marks_of(view)
    rows = step_rows(view)
    assert [row.step for row in rows] == list(marks)
    for row in rows:
        assert row.standing is marks[row.step].standing
        assert row.used == (marks[row.step].used or "–")
        assert row.visits.split(" ")[0] == str(marks[row.step].visits or "–")
        assert row.onward in marks[row.step].sentence
    assert (rows[-1].standing is Standing.FINISHED) == (end == "")
