"""The figures of the office lens: percentiles, classes, counts at each step, and the sentences that tell them."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spl_desktop.domain.case import Ending
from spl_desktop.domain.heat import EndedIn, OpenIn, Warmth, heat_of, tokens_of
from spl_desktop.domain.heat_text import (
    heat_sentence,
    heat_summary,
    return_words,
    tokens_sentence,
    tokens_summary,
)
from spl_desktop.domain.percentiles import percentile
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.timing import Verdict
from spl_desktop.domain.workdays import WorkCalendar
from tests.domain.logs import shipped_sop
from tests.strategies import sops

START, END, TODAY = date(2026, 1, 1), date(2026, 12, 31), date(2026, 2, 16)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(0, 100))
def test_a_percentile_is_that_of_numpy(values: list[int], per_cent: int) -> None:
    assert percentile(values, per_cent) == pytest.approx(float(np.percentile(values, per_cent)))


def test_no_value_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="needs a value"):
        percentile([], 50)


def _visits(sop: Sop) -> st.SearchStrategy[list[EndedIn]]:
    ways = [(step.id, way) for step in sop.steps for way in step.outcomes]
    visit = st.builds(
        lambda way, broken, verdict, net: EndedIn(
            way[0],
            Ending.BROKEN_OFF if broken else Ending.RETURNED if way[1].returns else Ending.FINISHED,
            "" if broken else way[1].id,
            "" if broken else verdict,
            net,
        ),
        st.sampled_from(ways),
        st.booleans(),
        st.sampled_from(list(Verdict)),
        st.integers(0, 90),
    )
    return st.lists(visit, max_size=60)


@given(st.data())
def test_the_figures_of_any_sop_are_those_of_numpy(data: st.DataObject) -> None:
    sop = data.draw(sops(max_steps=8))
    visits = data.draw(_visits(sop))
    found = heat_of(sop, visits, START, END)
    assert [one.step for one in found.steps] == [step.id for step in sop.steps]
    for one in found.steps:
        here = [visit for visit in visits if visit.step == one.step and visit.ending != "dihentikan"]
        assert one.ended == len(here)
        if not here:
            assert (one.median, one.slow, one.share, one.warmth) == (None, None, None, None)
            continue
        net, kept = np.array([v.net for v in here]), np.array([v.verdict != "terlambat" for v in here])
        assert one.median == pytest.approx(float(np.median(net)))
        assert one.slow == pytest.approx(float(np.quantile(net, 0.85)))
        assert one.share == pytest.approx(float(kept.mean()))
        share = Fraction(int(kept.sum()), len(here))
        expected = (
            Warmth.KEPT if share >= Fraction(85, 100) else Warmth.LAX if share >= Fraction(60, 100) else Warmth.BROKEN
        )
        assert one.warmth is expected
    assert {(one.source, one.outcome) for one in found.returns} == {
        (step.id, way.id) for step, way in sop.arrows() if way.returns
    }
    assert sum(one.count for one in found.returns) == sum(visit.ending == "dikembalikan" for visit in visits)
    for one in found.returns:
        assert one.ended == found.at(one.source).ended
        assert one.share is None if not one.ended else one.share == one.count / one.ended


def _at(sop: Sop, number: int) -> str:
    return sop.steps[number - 1].id


def test_a_case_on_hold_is_late_by_the_day_of_its_hold() -> None:
    sop = shipped_sop()
    step = _at(sop, 3)
    cases = [
        OpenIn(1, "1/2026", step, date(2026, 1, 7), date(2026, 2, 9), None),
        OpenIn(2, "2/2026", step, date(2026, 1, 7), date(2026, 2, 9), date(2026, 2, 9)),
        OpenIn(3, "3/2026", step, date(2026, 1, 5), date(2026, 2, 5), date(2026, 2, 6)),
        OpenIn(4, "4/2026", step, TODAY, TODAY, None),
    ]
    found = tokens_of(sop, cases, TODAY, WorkCalendar())
    here = found.at(step)
    assert (here.open, here.overdue, here.held) == (4, 2, 2)
    assert (here.oldest, here.oldest_agenda) == (3, "3/2026")
    calendar = WorkCalendar()
    days = (date(2026, 1, 5) + timedelta(days=n) for n in range(1, 43))
    assert here.oldest_days == sum(calendar.is_working(day) for day in days)
    assert (found.open, found.overdue) == (4, 2)
    assert [one.open for one in found.steps if one.step != step] == [0] * (len(sop.steps) - 1)


def test_the_sentences_tell_every_number() -> None:
    sop = shipped_sop()
    step = _at(sop, 3)
    cases = [OpenIn(7, "7/2026", step, date(2026, 2, 13), date(2026, 2, 13), None)]
    found = tokens_of(sop, cases, TODAY, WorkCalendar())
    told = tokens_sentence(sop, found, step)
    assert told.startswith(f"Langkah 3 dari {len(sop.steps)}: ")
    assert told.endswith(
        "1 kasus berada di langkah ini, 1 terlambat. Paling lama: nomor agenda 7/2026, "
        f"{found.at(step).oldest_days} hari kerja sejak masuk langkah ini."
    )
    assert tokens_sentence(sop, found, _at(sop, 1)).endswith("Tidak ada kasus di langkah ini.")
    assert tokens_summary(found) == "1 kasus terbuka, 1 terlambat."
    assert tokens_summary(tokens_of(sop, [], TODAY, WorkCalendar())) == "Tidak ada kasus terbuka menurut versi SOP ini."
    back = next(way for way in sop.step(step).outcomes if way.returns)
    on = next(way for way in sop.step(step).outcomes if not way.returns)
    visits = [
        EndedIn(step, "dikembalikan", back.id, "terlambat", 30),
        EndedIn(step, "selesai", on.id, "sesuai", 21),
        EndedIn(step, "dihentikan", "", "", 90),
    ]
    heat = heat_of(sop, visits, START, END)
    assert heat_sentence(sop, heat, step).endswith(
        "2 kunjungan berakhir: median 25,5 hari kerja, 85% paling lama 28,6 hari kerja. 1 dari 2 (50%) memenuhi waktu "
        f"baku {sop.step(step).time.text}. {return_words(heat.returns_of(step)[0])}"
    )
    assert return_words(heat.returns_of(step)[0]) == (
        f"Dari langkah 3 kembali ke langkah 2 ({back.label}): 1 dari 2 kunjungan (50%)."
    )
    assert heat_sentence(sop, heat, _at(sop, 10)).endswith("Tidak ada kunjungan yang berakhir pada periode ini.")
    assert heat_summary(heat) == (
        "2 kunjungan berakhir pada 1 Januari 2026 sampai 31 Desember 2026, 50% memenuhi waktu baku, 1 dikembalikan."
    )
    empty = heat_of(sop, [], START, END)
    assert heat_summary(empty).startswith("Tidak ada kunjungan langkah yang berakhir pada 1 Januari 2026")
    assert return_words(empty.returns[0]).endswith("tidak ada kunjungan yang berakhir.")
