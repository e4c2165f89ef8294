"""The office of the demo: fictional people beside the Kepala Dinas of the decree, and one change of the calendar."""

from datetime import date, timedelta

from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import office
from spl_desktop.services.demo_words import MARKED, OFFICIALS, RECORDERS
from spl_desktop.services.office import Holder
from spl_desktop.services.register import Register
from spl_desktop.services.sops import current_sop

RECORDER = RECORDERS[0]
_SINCE = date(2022, 1, 3)


def furnish(register: Register, today: date) -> None:
    """Adds the officials with their positions and one day off that the office declared itself."""
    lanes = current_sop(register).lanes
    for name, rank, title, role, lane in OFFICIALS:
        official = office.record_official(register, name=f"{name} {MARKED}", rank=rank).made
        acts_for = lanes[int(lane)].id if lane and int(lane) < len(lanes) else ""
        office.record_position(register, official=official, title=title, role=role, start=_SINCE, lane=acts_for)
    office.change_day(
        register,
        day=calendar(register).next_working(today + timedelta(days=9)),
        change="tambah_libur",
        name="Pemeliharaan jaringan listrik (contoh)",
        reason="Contoh libur yang ditambahkan kantor sendiri.",
    )


def calendar(register: Register) -> WorkCalendar:
    """The work calendar of the register."""
    return office.calendar(register)


def holders(register: Register, day: date) -> dict[str, Holder]:
    """Who holds the first position of each role on that day."""
    found: dict[str, Holder] = {}
    for holder in office.positions_on(register, day):
        found.setdefault(holder.position.role, holder)
    return found
