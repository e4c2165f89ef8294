"""The conformance of a period: the bottleneck by its rule, and random periods held against plain arithmetic."""

import random
from datetime import date, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.case import Ending, Status
from spl_desktop.domain.conformance_period import (
    ENOUGH,
    Evidence,
    LackCount,
    Review,
    bottleneck,
    evidence_words,
    review,
)
from spl_desktop.domain.conformance_sheet import (
    Conformance,
    Held,
    Lack,
    LateRecord,
    Part,
    Return,
    VisitFit,
    Waiver,
)
from spl_desktop.domain.period import CaseIn, VisitIn, recap
from spl_desktop.domain.timing import Used, Verdict

START, END = date(2026, 1, 1), date(2026, 12, 31)
LANES = ("OPD", "Tim Teknis", "Kabid")


def fit(
    step: int,
    net: int,
    late: int = 0,
    ended: date | None = date(2026, 5, 4),
    ending: Ending | None = Ending.FINISHED,
    held: int = 0,
) -> VisitFit:
    judged = None if ended is None or ending is Ending.BROKEN_OFF else Verdict.LATE if late else Verdict.ON_TIME
    return VisitFit(
        number=1,
        step_number=step,
        text=f"kegiatan {step}",
        round=1,
        lane=LANES[step % 3],
        standard="2 hari",
        entered=date(2026, 1, 5),
        due=date(2026, 1, 7),
        ended=ended,
        ending=ending,
        verdict=judged,
        early=0,
        late=late,
        overdue=0,
        held=False,
        plain=judged,
        plain_late=late,
        allowed=max(0, net - late),
        used=Used(net + held, net, held),
    )


def case(agenda: str, *visits: VisitFit, **more: object) -> Conformance:
    empty: dict[str, object] = dict.fromkeys(("steps", "lacks", "waivers", "late_records", "holds", "returns"), ())
    fields = {"agency": "Dinkes", "identity": (), "open": True, "on": END, "visits": visits, **empty, **more}
    return Conformance(agenda=agenda, **fields)  # type: ignore[arg-type]  # the fields of a sheet


def reviewed(*cases: Conformance, start: date = START, end: date = END) -> Review:
    """The review, with the recap that the same cases have."""
    rows = [
        CaseIn(number, one.agenda, one.agency, "SIM", START, None, Status.RUNNING) for number, one in enumerate(cases)
    ]
    visits = [
        VisitIn(number, v.step_number, v.text, v.ended, v.ending or "", v.verdict or "", v.used.net)
        for number, one in enumerate(cases)
        for v in one.visits
    ]
    return review(recap(start, end, rows, visits), cases)


def test_the_bottleneck_is_where_most_days_were_lost_and_its_evidence_is_told() -> None:
    slow = [fit(1, 3, late=1)] * 9 + [fit(1, 2)] * 3
    once = [fit(2, 10, late=8)]
    found = reviewed(case("1/2026", *slow, *once))
    assert found.step is not None and found.lane is not None
    assert (found.step.number, found.step.judged, found.step.late, found.step.lost) == (1, 12, 9, 9)
    assert (found.lane.name, found.lane.lost) == ("Tim Teknis", 9)
    assert evidence_words(found.step) == (
        "Dari 12 kunjungan yang dinilai, 9 (75%) terlambat, seluruhnya 9 hari kerja melewati waktu baku. "
        "Mediannya 3 hari kerja dan persentil 85-nya 3 hari kerja; waktu baku memberi paling lama 2 hari kerja."
    )
    assert found.summary()[:3] == (
        "Pada 1 Januari 2026 sampai 31 Desember 2026, 13 kunjungan langkah dari 1 kasus dinilai: 3 (23%) memenuhi "
        "waktu baku dan 10 terlambat.",
        "Waktu semua kunjungan itu 43 hari kerja.",
        f"Langkah dengan hambatan terbesar: langkah 1 (kegiatan 1). {evidence_words(found.step)}",
    )


def test_thin_evidence_is_called_so_from_seven_visits_down() -> None:
    for count in (ENOUGH - 1, ENOUGH):
        found = reviewed(case("1/2026", *[fit(1, 3, late=1)] * count))
        assert found.step is not None
        assert ("Buktinya tipis: kurang dari 8 kunjungan." in evidence_words(found.step)) == (count < ENOUGH)


def test_of_equal_losses_the_larger_share_and_then_the_earlier_step_is_named() -> None:
    def evidence(number: int, judged: int, lost: int) -> Evidence:
        return Evidence(number, "", "", judged, 1.0, 1.0, 1.0, lost, lost)

    assert bottleneck([evidence(1, 10, 3), evidence(2, 5, 3)]) == evidence(2, 5, 3)
    assert bottleneck([evidence(1, 5, 3), evidence(2, 5, 3)]) == evidence(1, 5, 3)
    assert bottleneck([evidence(1, 5, 0)]) is None


def test_a_period_without_lateness_or_without_visits_says_so() -> None:
    assert "Tidak ada langkah yang melewati waktu bakunya pada periode ini." in reviewed(case("1", fit(1, 1))).summary()
    empty = reviewed(case("1"))
    assert (empty.step, empty.lane, empty.share) == (None, None, None)
    assert empty.summary() == (
        "Tidak ada kunjungan langkah yang berakhir dan dapat dinilai pada 1 Januari 2026 sampai 31 Desember 2026.",
    )


def test_only_what_belongs_to_the_period_is_counted() -> None:
    inside, before = date(2026, 3, 2), date(2025, 12, 31)
    found = reviewed(
        case(
            "1/2026",
            fit(1, 5, ended=before),
            fit(1, 4, ended=inside, ending=Ending.BROKEN_OFF),
            fit(1, 9, ended=None, ending=None),
            fit(3, 2, ended=inside, ending=Ending.RETURNED, held=4),
            lacks=tuple(
                Lack(1, "Surat", Part.OUTPUT, late, day)
                for late, day in ((None, inside), (2, inside), (3, inside), (None, before), (None, None))
            ),
            waivers=tuple(Waiver(1, "Surat", "lisan", day) for day in (inside, before, None)),
            late_records=tuple(LateRecord(n, "", day, END, n) for n, day in ((4, inside), (9, before), (7, inside))),
            holds=(
                Held(1, "Menunggu OPD.", inside, None, 4),
                Held(2, "menunggu  opd", inside, inside, 3),
                Held(2, "Server mati", inside, inside, 5),
                Held(2, "Server mati", before, inside, 50),
            ),
            returns=(
                Return(3, 2, "Tidak", inside, ""),
                Return(3, 2, "Tidak", inside, ""),
                Return(3, 2, "", before, ""),
            ),
        )
    )
    assert [(one.number, one.judged, one.median, one.upper) for one in found.steps] == [(3, 1, 2.0, 2.0)]
    assert (found.total, found.net) == (6, 2)
    assert found.lacks == (LackCount(1, "Surat", Part.OUTPUT, 1, 2, ("1/2026",)),)
    assert [one.waiver.ended for one in found.waivers] == [inside]
    assert [(one.count, one.longest) for one in found.late_records] == [(2, 7)]
    assert [(one.reason, one.count, one.days) for one in found.holds] == [("Menunggu OPD", 2, 7), ("Server mati", 1, 5)]
    assert [(one.step_number, one.to, one.label, one.count) for one in found.arrows] == [(3, 2, "Tidak", 2)]
    assert found.summary()[-1] == "2 catatan pada 1 kasus dibuat setelah harinya, paling lama 7 hari kemudian."


def interpolated(values: list[int], share: float) -> float:
    """The percentile as NumPy's default has it: between the two neighbours of (n - 1) * share."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@given(st.integers(0, 2**32))
def test_every_figure_equals_plain_arithmetic(seed: int) -> None:
    chance = random.Random(seed)
    start = START + timedelta(days=chance.randint(0, 200))
    end = start + timedelta(days=chance.randint(0, 200))
    endings = (Ending.FINISHED, Ending.FINISHED, Ending.RETURNED, Ending.BROKEN_OFF, None)
    cases = []
    for number in range(chance.randint(0, 5)):
        visits = []
        for _ in range(chance.randint(0, 12)):
            ending = chance.choice(endings)
            ended = None if ending is None else START + timedelta(days=chance.randint(0, 400))
            late = 0 if ending is Ending.BROKEN_OFF or ending is None else max(0, chance.randint(-4, 5))
            net = late + chance.randint(0, 20)
            visits.append(fit(chance.randint(1, 6), net, late, ended, ending, chance.choice((0, 0, 3))))
        cases.append(case(f"{number}/2026", *visits))
    found = reviewed(*cases, start=start, end=end)
    counted = [
        visit
        for one in cases
        for visit in one.visits
        if visit.ended and start <= visit.ended <= end and visit.ending is not Ending.BROKEN_OFF
    ]
    for evidence in (*found.steps, *found.lanes):
        here = [
            one
            for one in counted
            if (one.step_number if evidence.number else one.lane) == (evidence.number or evidence.name)
        ]
        net = [one.used.net for one in here]
        assert evidence.judged == len(here)
        assert evidence.late == sum(one.late > 0 for one in here)
        assert evidence.lost == sum(one.late for one in here)
        assert evidence.share == sum(one.late > 0 for one in here) / len(here)
        assert evidence.allowed == median(one.allowed for one in here)
        assert evidence.median == median(net)
        assert abs(evidence.upper - interpolated(net, 0.85)) < 1e-9
    assert {one.number for one in found.steps} == {one.step_number for one in counted}
    assert {one.name for one in found.lanes} == {one.lane for one in counted}
    lost = {one.number: one.lost for one in found.steps if one.lost}
    assert (found.step.lost if found.step else 0) == max(lost.values(), default=0)
    assert found.net == sum(one.used.net for one in counted)
    assert found.total == sum(one.used.total for one in counted)
