"""The calendar file, read back by a parser that is not ours."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from spl_desktop.reports.ics import Event, calendar_file

MADE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def clean(text: str) -> str:
    """What of a text a calendar file can hold."""
    return "".join(one for one in text if one in "\t\n" or (one >= " " and one != "\x7f"))


@given(
    st.lists(
        st.builds(
            Event,
            uid=st.uuids().map(str),
            day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
            title=TEXTS,
            text=TEXTS,
            revision=st.integers(0, 99),
            tentative=st.booleans(),
        ),
        max_size=4,
    )
)
def test_another_program_reads_what_was_written(events: list[Event]) -> None:
    data = calendar_file(events, "Tenggat SPL", MADE)
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two
    read = Calendar.from_ical(data)
    assert str(read["X-WR-CALNAME"]) == "Tenggat SPL"
    found = read.walk("VEVENT")
    assert len(found) == len(events)
    for event, one in zip(events, found, strict=True):
        assert str(one["UID"]) == event.uid
        assert one.decoded("DTSTART") == event.day
        assert (one.decoded("DTEND") - one.decoded("DTSTART")).days == 1
        assert one.decoded("DTSTAMP") == MADE
        assert str(one["SUMMARY"]) == clean(event.title)
        assert str(one["DESCRIPTION"]) == clean(event.text)
        assert one["SEQUENCE"] == event.revision
        assert (str(one["STATUS"]) == "TENTATIVE") is event.tentative


def test_a_long_line_is_folded_between_characters() -> None:
    data = calendar_file([Event("a@b", date(2026, 12, 31), "é" * 100, "x\\y;z,w\nbaris")], "x", MADE)
    assert b"DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in data
    assert b"DESCRIPTION:x\\\\y\\;z\\,w\\nbaris\r\n" in data
    assert b"\r\n \xc3\xa9" in data
