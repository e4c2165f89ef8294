"""The first facts of a new register: the shipped SOP, the agencies, and what the decree says of the office."""

import tomllib
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from spl_desktop import shipped
from spl_desktop.domain import office_rules as rules
from spl_desktop.domain.events import Recorded
from spl_desktop.domain.office import STREAM, fold_office
from spl_desktop.domain.office_events import OfficeFact
from spl_desktop.domain.sop_file import parse_sop
from spl_desktop.services import log as logs
from spl_desktop.services.sop_texts import keep_sop

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_OFFICE = "seeds/office.toml"
_AGENCIES = "seeds/opd.toml"


def begin(session: Session, register: "Register") -> None:
    """Writes the first facts of the office's stream, all as of today."""
    seed = tomllib.loads(shipped.read_text(_OFFICE))
    sop_name = seed["sop"]
    text = shipped.read_text(sop_name)
    adopted = keep_sop(session, parse_sop(text, sop_name.rpartition("/")[2]), text, register.today)
    log: tuple[Recorded, ...] = ()

    def add(fact: OfficeFact) -> None:
        nonlocal log
        log = logs.append(session, log, STREAM, [fact], on=register.today, at=register.now, by=register.by())

    add(adopted)
    add(rules.set_letterhead(**seed["letterhead"]))
    for name, value in seed["settings"].items():
        add(rules.set_setting(name=name, value=value))
    for series, template in seed["templates"].items():
        add(rules.set_number_template(series=series, template=template))
    for agency in tomllib.loads(shipped.read_text(_AGENCIES))["opd"]:
        add(rules.record_agency(fold_office(log), agency=0, **agency))
    for person in seed["officials"]:
        official = rules.record_official(
            fold_office(log), official=0, name=person["name"], nip=person["nip"], rank=person["rank"]
        )
        add(official)
        add(
            rules.record_position(
                fold_office(log),
                position=0,
                official=official.official,
                title=person["title"],
                role=person["role"],
                start=person["start"],
            )
        )
