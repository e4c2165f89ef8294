"""Two processes issue documents on one register at once: `python -m benchmarks.issuing [--each N]`.

Each opens a case and issues a lembar disposisi for it, again and again. Every fourth number is reserved first and then
spent, the others are those that come next. Whoever is told that his number has just been taken asks for the next one,
as a person would. In the end no number may stand twice, none may be missing from the sequence, every document that was
acknowledged must be in the register, and `check` must find nothing amiss. Ends with 1 where that is not so.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import Path

from spl_desktop.domain.errors import Invalid
from spl_desktop.domain.sop import Report
from spl_desktop.domain.values import Signer
from spl_desktop.services import cases, numbering, office
from spl_desktop.services.cases import NewCase
from spl_desktop.services.checking import check
from spl_desktop.services.printing import Issue, Print, print_disposition
from spl_desktop.services.register import Register, close, create_register, open_register
from spl_desktop.services.reservations import Standing, reservations, reserve_number

_DAY = date(2026, 1, 6)
_SERIES = Report.DISPOSITION.value
_SIGNER = Signer(name="ISNAN NUR AZIZ, S.Kom.", title=("Kepala Dinas",))
_RESERVED_EVERY = 4


@dataclass
class Tally:
    """What was seen."""

    issued: int = 0
    reserved: int = 0
    again: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def issue_many(path: Path, name: str, each: int, said: Connection) -> None:
    """Issues so many documents; says of each its number, and how often another one had to be asked for."""
    register = open_register(path, recorder=name)
    for number in range(each):
        case = _opened(register, f"{name}-{number}/2026")
        said.send(_issued(register, case, reserve=number % _RESERVED_EVERY == 0))
    close(register)
    said.close()


def _opened(register: Register, agenda: str) -> int:
    new = NewCase(
        agenda=agenda,
        letter_number=f"445/{agenda}",
        letter_date=date(2026, 1, 2),
        received=date(2026, 1, 5),
        subject="Permohonan integrasi data pasien",
        agency=5,
        system="SIMRS",
    )
    return cases.open_case(register, new).made


def _issued(register: Register, case: int, *, reserve: bool) -> tuple[str, int]:
    number, again = "", 0
    if reserve:
        made = reserve_number(register, series=_SERIES, on=_DAY, purpose="Disposisi").made
        held = office.office(register).reservation(made)
        number = held.number if held is not None else ""
    while True:
        wanted = number or numbering.next_number(register, _SERIES, _DAY)[0]
        how = Print(on=_DAY, signers=(_SIGNER,), number=wanted)
        try:
            print_disposition(register, case, layout="klasik", how=how, issued=Issue(reserved=reserve))
            return wanted, again
        except Invalid as refused:
            if set(refused.problems) != {"number"} or reserve:
                raise
            again += 1


def race(folder: Path, each: int) -> Tally:
    """Both processes at once on a new register, and what is found in it afterwards."""
    path = folder / "register.db"
    close(create_register(path))
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    tally, begun = Tally(), time.perf_counter()
    runs = []
    for name in ("satu", "dua"):
        heard, said = context.Pipe(duplex=False)
        process = context.Process(target=issue_many, args=(path, name, each, said))
        process.start()
        said.close()
        runs.append((process, heard))
    acknowledged = _words([heard for _, heard in runs])
    for process, heard in runs:
        process.join()
        heard.close()
        if process.exitcode:
            tally.wrong.append(f"a process ended with {process.exitcode}")
    tally.seconds = time.perf_counter() - begun
    tally.issued, tally.again = len(acknowledged), sum(again for _, again in acknowledged)
    _judge(path, [number for number, _ in acknowledged], 2 * each, tally)
    return tally


def _words(heard: list[Connection]) -> list[tuple[str, int]]:
    """What both say, as they say it, until both have ended."""
    found: list[tuple[str, int]] = []
    while heard:
        for one in wait(heard):
            assert isinstance(one, Connection)
            try:
                found.append(one.recv())
            except EOFError:
                heard.remove(one)
    return found


def _judge(path: Path, acknowledged: list[str], wanted: int, tally: Tally) -> None:
    """Reads the facts themselves, not the table by which the numbers are guarded."""
    register = open_register(path)
    with register.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT payload FROM facts WHERE kind = 'document_issued'")
        facts = [json.loads(payload) for payload in rows.scalars()]
        template = numbering.template_of(register.office(session), _SERIES)
    kept = Counter(fact["number"] for fact in facts)
    tally.wrong += [f"{number} was given {times} times" for number, times in kept.items() if times > 1]
    tally.wrong += [f"{number} was acknowledged and is lost" for number in set(acknowledged) - set(kept)]
    ordinals = sorted(template.ordinal_of(number, _DAY.year) or 0 for number in kept)
    if ordinals != list(range(1, wanted + 1)):
        missing = sorted(set(range(1, wanted + 1)) - set(ordinals))
        tally.wrong.append(f"{len(kept)} numbers instead of {wanted}, missing {missing[:10]}")
    held = reservations(register)
    tally.reserved = len(held)
    tally.wrong += [f"{row.reservation.number} was not spent" for row in held if row.standing is not Standing.SPENT]
    tally.wrong += [f"{one.place}: {one.sentence}" for one in check(register).problems]
    close(register)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1000, help="documents that each of the two processes issues")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tally = race(Path(name), asked.each)
    pace = 1000 * tally.seconds / max(1, tally.issued)
    print(
        f"{tally.issued} documents issued by two processes in {tally.seconds:.1f} s ({pace:.0f} ms each), "
        f"{tally.reserved} of them with a reserved number, {tally.again} times another number was asked for, "
        f"{len(tally.wrong)} wrong"
    )
    for one in tally.wrong:
        print(one)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
