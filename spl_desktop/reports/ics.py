"""Calendar files of all-day events (RFC 5545), as calendars of every maker read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FOLD = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """An event of one whole day.

    `uid` stays the same for ever, so that a calendar that has the event already moves it; `revision` grows with every
    change. `tentative`: the day may still move by itself.
    """

    uid: str
    day: date
    title: str
    text: str
    revision: int = 0
    tentative: bool = False


def calendar_file(events: Sequence[Event], name: str, made: datetime) -> bytes:
    """The file: UTF-8, lines ended by CRLF and folded at 75 octets; `made` is the instant that it stands for."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Diskominfo Kabupaten Karanganyar//SPL Desktop//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, made)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(event: Event, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.revision}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"  # the end is the first day that is not part of it
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    """Text with its own marks escaped, and without the control characters that the format forbids."""
    plain = "".join(one for one in text if one in "\t\n" or (one >= " " and one != "\x7f"))
    return plain.translate(_ESCAPES)


def _folded(line: str) -> Iterator[bytes]:
    """The line in parts of at most 75 octets, none of which cuts a character in two."""
    part = b""
    for one in line:
        octets = one.encode()
        if len(part) + len(octets) > _FOLD:
            yield part
            part = b" "
        part += octets
    yield part
