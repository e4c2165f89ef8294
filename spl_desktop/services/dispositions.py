"""Dispositions of a case."""

from datetime import date

from spl_desktop.domain import disposing
from spl_desktop.domain.disposing import NewDisposition
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.acting import act, situation
from spl_desktop.services.changes import Changes
from spl_desktop.services.guarding import needs
from spl_desktop.services.register import Register

__all__ = [
    "NewDisposition",
    "dispose",
    "mark_disposition",
    "no_disposition_needed",
    "validate_disposition",
    "withdraw_disposition",
]


def validate_disposition(register: Register, case: int, new: NewDisposition, *, on: date) -> dict[str, str]:
    """Field -> sentence for everything that keeps the disposition from being recorded."""
    with register.reading() as session:
        now = situation(session, register, case)
        return disposing.problems_of_disposition(new, now.state, on, now.today)


@needs(UseCase.DISPOSE)
def dispose(
    register: Register, case: int, new: NewDisposition, *, on: date, lane: str = "", expected: int | None = None
) -> Changes:
    """An official disposes the letter on that date; `made` is the number of the disposition in the case."""
    return act(
        register,
        case,
        lambda now: disposing.dispose(now.state, new, on=on, today=now.today),
        on=on,
        lane=lane,
        official=new.giver.strip(),
        expected=expected,
        made=lambda state: len(state.dispositions),
    )


@needs(UseCase.DISPOSE)
def mark_disposition(
    register: Register,
    case: int,
    *,
    disposition: int,
    recipient: int,
    mark: str,
    on: date,
    note: str = "",
    expected: int | None = None,
) -> Changes:
    """A recipient (place in the list, from 1) read it, followed it up, or is done."""
    return act(
        register,
        case,
        lambda now: disposing.mark_disposition(
            now.state, disposition=disposition, recipient=recipient, mark=mark, on=on, today=now.today, note=note
        ),
        on=on,
        expected=expected,
    )


@needs(UseCase.DISPOSE)
def withdraw_disposition(
    register: Register, case: int, *, disposition: int, reason: str, on: date, expected: int | None = None
) -> Changes:
    """A disposition that nobody has read is taken back."""
    return act(
        register,
        case,
        lambda now: disposing.withdraw_disposition(
            now.state, disposition=disposition, reason=reason, on=on, today=now.today
        ),
        on=on,
        expected=expected,
    )


@needs(UseCase.DISPOSE)
def no_disposition_needed(
    register: Register, case: int, *, reason: str, on: date, expected: int | None = None
) -> Changes:
    """It is recorded that the letter needs no disposition."""
    return act(
        register,
        case,
        lambda now: disposing.no_disposition_needed(now.state, reason=reason, on=on, today=now.today),
        on=on,
        expected=expected,
    )
