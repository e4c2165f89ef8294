"""`spl-desktop conformance`: how far a case, or the cases of a period, kept to the SOP."""

import argparse
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

import msgspec

from spl_desktop.cli.output import Progress, say, say_json, table
from spl_desktop.cli.registers import opened

if TYPE_CHECKING:
    from spl_desktop.services.conformance import Account
    from spl_desktop.services.register import Register

_WIDEST: Final = 44
"""Letters of a cell on a console; the file has them all."""


def run(arguments: argparse.Namespace) -> int:
    """Tells the verdict and its figures, and writes them where a file is named."""
    with opened(arguments) as register:
        figures, account = (_case if arguments.case else _period)(register, arguments)
    if arguments.json:
        file = str(arguments.out) if arguments.out else ""
        say_json({**figures, "summary": list(account.sentences), "file": file})
        return 0
    for sentence in account.sentences:
        say(sentence)
    first = account.tables[0]
    if first.rows:
        say()
        say(
            table(tuple(column.heading for column in first.columns), [tuple(map(_short, line)) for line in first.lines])
        )
    if arguments.out is not None:
        say(f"Kesesuaian ditulis ke {arguments.out}")
    return 0


def _short(text: str) -> str:
    return shorten(text, _WIDEST, placeholder=" …")


def _case(register: "Register", arguments: argparse.Namespace) -> "tuple[dict[str, Any], Account]":
    from spl_desktop.services.conformance import case_account, case_conformance, write_case_conformance
    from spl_desktop.services.queries import find_case

    case = find_case(register, arguments.case)
    if arguments.out is not None:
        found = write_case_conformance(register, case, arguments.out)
    else:
        found = case_conformance(register, case)
    counted = {"judged": len(found.judged), "late": len(found.late), "share": found.share}
    figures = {**msgspec.to_builtins(found), **counted, "total": found.total, "net": found.net}
    return figures, case_account(found)


def _period(register: "Register", arguments: argparse.Namespace) -> "tuple[dict[str, Any], Account]":
    from spl_desktop.services.conformance import (
        period_account,
        period_conformance,
        this_year,
        write_period_conformance,
    )

    first, last = this_year(register)
    days = (arguments.start or first, arguments.end or last)
    if arguments.out is not None:
        found = write_period_conformance(register, *days, arguments.out, progress=Progress())
    else:
        found = period_conformance(register, *days, progress=Progress())
    figures = {**msgspec.to_builtins(found), "judged": found.recap.judged, "within": found.within}
    return {**figures, "share": found.share}, period_account(found)
