"""The conformance sheet of a case: one reckoned by hand, and random ones held against plain counting."""

import random
from datetime import date, timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spl_desktop.domain import events as e
from spl_desktop.domain import filing, rules
from spl_desktop.domain.case import Ending
from spl_desktop.domain.conformance import conformance
from spl_desktop.domain.conformance_sheet import Conformance, Course, Part, listed
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.fold import corrected
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import Used, Verdict, due, used
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import Walk, paper, shipped_sop
from tests.domain.test_walks import COMMANDS_OF_A_WALK, day_near
from tests.strategies import sops

CALENDAR = WorkCalendar()


def sheet_of(walk: Walk, today: date | None = None) -> Conformance:
    return conformance(walk.log, walk.state, walk.sop, lambda _version: CALENDAR, today or walk.today)


def day(number: int) -> date:
    """A day of January 2026; the fifth is a Monday."""
    return date(2026, 1, number)


def on_the_day(walk: Walk, number: int) -> Walk:
    """What follows is recorded on that day of January."""
    walk.today = day(number)
    return walk


def walked() -> Walk:
    """Step 1 without its output and two days late, step 2 held for three days, step 3 sent back to step 2."""
    walk = on_the_day(Walk(shipped_sop()), 5).open(day(5))
    on_the_day(walk, 8)
    (output,) = walk.sop.first.outputs
    walk.do(rules.waive_output, day(8), sop=walk.sop, output=output, reason="Disposisi lisan.").forward(day(8))
    walk.do(rules.hold, day(8), reason="Menunggu OPD")
    on_the_day(walk, 12)
    (kind,) = walk.sop.first.requirements
    walk.do(filing.file_document, day(12), sop=walk.sop, title="", kind=kind, file=paper())
    on_the_day(walk, 13).do(rules.resume, day(13))
    on_the_day(walk, 14).forward(day(14))
    return on_the_day(walk, 23).back(day(20), reason="Kamus data belum lengkap")


def test_the_steps_are_done_waived_repeated_or_still_to_come() -> None:
    sheet = sheet_of(walked())
    first, second, third, fourth = sheet.steps[:4]
    assert (first.course, first.words) == (Course.WAIVED, "dikecualikan")
    assert first.waived == ("Disposisi Integrasi Aplikasi: Disposisi lisan.",)
    assert (second.course, second.visits, second.repeats) == (Course.DONE, 2, 1)
    assert (third.course, third.returned, third.lanes) == (Course.UNFINISHED, 1, "Tim Teknis dan OPD")
    assert (fourth.course, fourth.words) == (Course.NOT_REACHED, "belum dijalani")
    assert [sheet.count(course) for course in Course] == [1, 1, 1, 9]


def test_a_visit_is_judged_with_and_without_its_pause() -> None:
    first, second, third, again = sheet_of(walked()).visits
    assert (first.due, first.verdict, first.late, first.plain, first.plain_late) == (
        day(6),
        Verdict.LATE,
        2,
        Verdict.LATE,
        2,
    )
    assert (second.due, second.verdict, second.late) == (day(14), Verdict.ON_TIME, 0)
    assert (second.plain, second.plain_late) == (Verdict.LATE, 3)
    assert (second.used, second.allowed) == (Used(4, 1, 3), 1)
    assert (third.verdict, third.early, third.ending) == (Verdict.EARLY, 19, Ending.RETURNED)
    assert (again.round, again.verdict, again.plain, again.lane) == (2, None, None, "OPD")


def test_documents_that_are_missing_or_late_and_the_pause_and_the_return_are_told() -> None:
    sheet = sheet_of(walked())
    (late,) = sheet.lacks
    assert (late.step_number, late.part, late.late, late.ended) == (1, Part.REQUIREMENT, 2, day(8))
    assert late.words == "diberkaskan 2 hari kerja setelah langkah berakhir"
    (held,) = sheet.holds
    assert (held.step_number, held.reason, held.start, held.end, held.days) == (2, "Menunggu OPD", day(8), day(13), 3)
    (back,) = sheet.returns
    assert (back.step_number, back.to, back.label, back.on) == (3, 2, "Tidak sepakat", day(20))


def test_only_what_somebody_recorded_late_is_called_late() -> None:
    (late,) = sheet_of(walked()).late_records
    assert (late.happened, late.recorded, late.days, late.words) == (day(20), day(23), 3, "dicatat 3 hari kemudian")
    assert late.sentence.startswith("Langkah 3 dikembalikan ke langkah 2")


def test_the_verdict_says_it_all_in_sentences() -> None:
    assert sheet_of(walked()).summary() == (
        "Kasus ini menyimpang dari SOP dalam hal waktu baku, kelengkapan dokumen, dan output yang dikecualikan.",
        "Dari 12 langkah SOP, 1 selesai, 1 dikecualikan, 1 belum selesai, dan 9 belum dijalani; 1 langkah diulang, "
        "seluruhnya 1 kali.",
        "Dari 3 kunjungan langkah yang dinilai, 2 (67%) memenuhi waktu baku dan 1 terlambat, seluruhnya 2 hari kerja; "
        "bila penundaan ikut dihitung, 2 terlambat, seluruhnya 5 hari kerja.",
        "Waktu semua kunjungan 13 hari kerja, 10 hari kerja di luar penundaan.",
        "Langkah 2 sedang dikerjakan, terlambat 2 hari kerja.",
        "Pekerjaan dikembalikan 1 kali.",
        "1 dokumen diberkaskan setelah langkahnya berakhir.",
        "1 output dikecualikan dengan alasan yang tercatat.",
        "1 catatan dibuat setelah harinya, paling lama 3 hari kemudian.",
    )


def test_a_new_case_has_nothing_to_be_judged_yet() -> None:
    sheet = sheet_of(on_the_day(Walk(shipped_sop()), 5).open(day(5)))
    assert sheet.share is None
    assert "Belum ada kunjungan langkah yang dapat dinilai terhadap waktu bakunya." in sheet.summary()
    assert [lack.words for lack in sheet.lacks] == ["tidak ada"]


def test_what_a_cancelled_case_left_is_not_to_come_any_more() -> None:
    walk = on_the_day(Walk(shipped_sop()), 9).open(day(5))
    walk.do(rules.cancel, day(9), reason="Tidak jadi", by_agency=True)
    sheet = sheet_of(walk)
    assert [step.words for step in sheet.steps[:2]] == ["tidak diselesaikan", "tidak dijalani"]
    assert sheet.judged == ()


def test_a_waived_output_is_not_missed_again_as_a_requirement() -> None:
    walk = on_the_day(Walk(shipped_sop()), 30).open(day(5)).forward(day(5))
    for output in walk.sop.steps[1].outputs:
        walk.do(rules.waive_output, day(6), sop=walk.sop, output=output, reason="Menyusul")
    sheet = sheet_of(walk.forward(day(6)))
    assert {lack.document for lack in sheet.lacks} == {"Dokumen data dan Informasi Aplikasi"}
    assert [waiver.reason for waiver in sheet.waivers] == ["Menyusul", "Menyusul"]


def test_words_are_listed_as_a_sentence_lists_them() -> None:
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a dan b", "a, b, dan c"]


def random_walk(sop: Sop, seed: int, commands: int) -> Walk:
    """A log that any commands made, some of its facts corrected."""
    chance = random.Random(seed)
    walk = Walk(sop).open()
    for _ in range(commands):
        command = chance.choice(COMMANDS_OF_A_WALK)
        on = day_near(chance, walk.state)
        try:
            walk.append(command(chance, walk, on), on)
        except UserError:
            continue
    return walk


@given(sop=sops(max_steps=8), seed=st.integers(0, 2**32))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_sheet_agrees_with_plain_counting(sop: Sop, seed: int) -> None:
    walk = random_walk(sop, seed, 90)
    sheet, state = sheet_of(walk), walk.state
    assert sum(sheet.count(course) for course in Course) == len(sop.steps)
    assert sheet.count(Course.NOT_REACHED) == len(sop.steps) - len({visit.step for visit in state.visits})
    done = {visit.step for visit in state.visits if visit.ending is Ending.FINISHED}
    assert sheet.count(Course.DONE) + sheet.count(Course.WAIVED) == len(done)
    assert sum(step.repeats for step in sheet.steps) == len(state.visits) - len({visit.step for visit in state.visits})
    for visit, fit in zip(state.visits, sheet.visits, strict=True):
        until = visit.ended or max(walk.today, visit.entered)
        assert fit.used == used(visit.entered, until, CALENDAR, visit.holds)
        assert fit.due == due(visit.entered, sop.step(visit.step).time, CALENDAR, visit.holds, until).late
        if visit.ended is None or visit.ending is Ending.BROKEN_OFF:
            assert fit.verdict is None
            continue
        assert (fit.late > 0) == (fit.verdict is Verdict.LATE) == (visit.ended > fit.due)
        assert (fit.plain_late > 0) == (fit.plain is Verdict.LATE)
        over = [fit.due + timedelta(days=n) for n in range(1, (visit.ended - fit.due).days + 1)]
        held = [hold for hold in visit.holds if hold.end is not None]
        lost = [
            one
            for one in over
            if CALENDAR.is_working(one) and not any(hold.start < one <= (hold.end or one) for hold in held)
        ]
        assert fit.late == (max(1, len(lost)) if over else 0)
        assert fit.plain_late >= fit.late
    jakarta = timezone(timedelta(hours=7))
    late = [
        link.seq
        for link in corrected(walk.log)
        if link.recorded_at.astimezone(jakarta).date() > link.happened_on
        and not isinstance(link.fact, e.StepEntered | e.CaseClosed)
    ]
    assert [record.seq for record in sheet.late_records] == late
    assert all(sentence.endswith(".") for sentence in sheet.summary())
