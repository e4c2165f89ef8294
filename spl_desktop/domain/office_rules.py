"""What may happen to what the office shares: every command gives the fact to append, or Invalid with sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spl_desktop.domain import office_events as o
from spl_desktop.domain.dates import short_date, weekday_name
from spl_desktop.domain.errors import Invalid, UserError
from spl_desktop.domain.numbers import parse_template
from spl_desktop.domain.office import UNDO, OfficeState, work_calendar
from spl_desktop.domain.people import group_nip
from spl_desktop.domain.text import LONG, SHORT, clean, line, too_long
from spl_desktop.domain.values import FileRef
from spl_desktop.domain.workdays import ChangeKind, DayKind

ROLES: Mapping[str, str] = {
    "kepala": "Kepala Dinas",
    "sekretaris": "Sekretaris",
    "kabid": "Kepala Bidang (Pejabat Administrator)",
    "kasi": "Kepala Seksi (Pejabat Pengawas)",
    "tim_teknis": "Tim Teknis",
    "lainnya": "Lainnya",
}
"""The places in the office with the words for each."""

APPOINTMENTS: Mapping[str, str] = {
    "definitif": "Definitif",
    "plt": "Pelaksana Tugas (Plt.)",
    "plh": "Pelaksana Harian (Plh.)",
}
"""How a position is held."""

DAY_CHANGES: Mapping[str, str] = {
    ChangeKind.HOLIDAY.value: "Tambah hari libur",
    ChangeKind.JOINT_LEAVE.value: "Tambah cuti bersama",
    ChangeKind.STRIKE.value: "Coret hari libur (menjadi hari kerja)",
    UNDO: "Pulihkan seperti daftar nasional",
}
"""What may be done to a day of the calendar."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of the office: the words beside it, its first value, and what it may be."""

    label: str
    default: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0


SETTINGS: Mapping[str, Setting] = {
    "kota": Setting("Kota pada tempat dan tanggal surat", "Karanganyar"),
    "kertas": Setting("Ukuran kertas", "A4", ("A4", "F4")),
    "kode": Setting("Kode klasifikasi arsip pada nomor surat", "555"),
    "batas_berkas_mb": Setting("Ukuran berkas paling besar (MB)", "50", least=1, most=1000),
    "kunci_menit": Setting("Kunci jendela bila tidak dipakai (menit, 0: tidak dikunci)", "15", least=0, most=240),
}
"""Every setting of the office with its meaning."""


def _text(problems: dict[str, str], name: str, value: str, label: str, required: bool = False) -> str:
    value = line(value)
    if required and not value:
        problems[name] = f"{label} belum diisi."
    elif long := too_long(value, SHORT, label):
        problems[name] = long
    return value


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise Invalid(problems)


def record_agency(
    state: OfficeState, *, agency: int, name: str, short: str = "", address: str = "", active: bool = True
) -> o.AgencyRecorded:
    """An agency is added (`agency` 0) or is this from now on. Two of one name are refused."""
    problems: dict[str, str] = {}
    name = _text(problems, "name", name, "Nama OPD", required=True)
    short = _text(problems, "short", short, "Singkatan")
    address = _text(problems, "address", address, "Alamat")
    if any(one.id != agency and one.name.casefold() == name.casefold() for one in state.agencies):
        problems["name"] = f'OPD "{name}" sudah ada di daftar. Pakai yang sudah ada, atau beri nama lain.'
    if agency and state.agency(agency) is None:
        problems["name"] = "OPD itu tidak ada di daftar. Muat ulang daftarnya."
    _refuse(problems)
    number = agency or max((one.id for one in state.agencies), default=0) + 1
    return o.AgencyRecorded(agency=number, name=name, short=short, address=address, active=active)


def record_official(
    state: OfficeState, *, official: int, name: str, nip: str = "", rank: str = "", active: bool = True
) -> o.OfficialRecorded:
    """An official is added (`official` 0) or is this from now on. A NIP belongs to one person."""
    problems: dict[str, str] = {}
    name = _text(problems, "name", name, "Nama pejabat", required=True)
    nip = group_nip(_text(problems, "nip", nip, "NIP"))
    rank = _text(problems, "rank", rank, "Pangkat/golongan")
    if nip and any(one.id != official and one.nip == nip for one in state.officials):
        problems["nip"] = f"NIP {nip} sudah dipakai pejabat lain. Periksa angkanya."
    if official and state.official(official) is None:
        problems["name"] = "Pejabat itu tidak ada di daftar. Muat ulang daftarnya."
    _refuse(problems)
    number = official or max((one.id for one in state.officials), default=0) + 1
    return o.OfficialRecorded(official=number, name=name, nip=nip, rank=rank, active=active)


def record_position(
    state: OfficeState,
    *,
    position: int,
    official: int,
    title: str,
    role: str,
    start: date | None,
    end: date | None = None,
    lane: str = "",
    appointment: str = "definitif",
    removed: bool = False,
) -> o.PositionRecorded:
    """An official holds a position (`position` 0: a further one). The same position is definitively held by one."""
    problems: dict[str, str] = {}
    title = _text(problems, "title", title, "Jabatan", required=True)
    if state.official(official) is None:
        problems["official"] = "Pejabat belum dipilih. Pilih dari daftar pejabat."
    if role not in ROLES:
        problems["role"] = f"Kedudukan belum dipilih. Pilih salah satu: {', '.join(ROLES.values())}."
    if appointment not in APPOINTMENTS:
        problems["appointment"] = f"Pilih salah satu: {', '.join(APPOINTMENTS.values())}."
    if position and state.position(position) is None:
        problems["title"] = "Jabatan itu tidak ada di daftar. Muat ulang daftarnya."
    if start is None:
        problems["start"] = "Tanggal mulai menjabat belum diisi."
    elif end is not None and end < start:
        problems["end"] = f"Tanggal berakhir ({short_date(end)}) mendahului tanggal mulai ({short_date(start)})."
    _refuse(problems)
    assert start is not None
    if appointment == "definitif" and not removed:
        _alone(state, position, title, start, end)
    return o.PositionRecorded(
        position=position or state.positions_made + 1,
        official=official,
        title=title,
        role=role,
        start=start,
        end=end,
        lane=lane,
        appointment=appointment,
        removed=removed,
    )


def _alone(state: OfficeState, position: int, title: str, start: date, end: date | None) -> None:
    for other in state.positions:
        same = other.id != position and other.appointment == "definitif" and other.title.casefold() == title.casefold()
        if same and other.start <= (end or date.max) and start <= (other.end or date.max):
            holder = state.official(other.official)
            name = holder.name if holder else "pejabat lain"
            raise Invalid(
                {
                    "start": f"Jabatan itu sudah dijabat {name} sejak {short_date(other.start)}. "
                    "Isi dahulu tanggal berakhirnya, atau pilih Plt./Plh."
                }
            )


def change_day(
    state: OfficeState, *, day: date | None, change: str, name: str, reason: str, skb: str = ""
) -> o.CalendarDayChanged:
    """A day off is added or struck by the office, or the office's own decision about it taken back."""
    problems: dict[str, str] = {}
    name = _text(problems, "name", name, "Nama hari", required=change in (ChangeKind.HOLIDAY, ChangeKind.JOINT_LEAVE))
    skb = _text(problems, "skb", skb, "Nomor SKB")
    reason = clean(reason)
    if not reason:
        problems["reason"] = "Alasan belum diisi. Tulis dasar perubahannya, misalnya surat edaran."
    elif long := too_long(reason, LONG, "Alasan"):
        problems["reason"] = long
    if change not in DAY_CHANGES:
        problems["change"] = f"Pilih salah satu: {', '.join(DAY_CHANGES.values())}."
    if day is None:
        problems["day"] = "Tanggal belum diisi atau tidak dikenali (contoh: 23/11/2026)."
    elif "change" not in problems and (problem := _day_problem(state, day, change)):
        problems["day"] = problem
    _refuse(problems)
    assert day is not None
    return o.CalendarDayChanged(day=day, change=change, name=name, reason=reason, skb=skb)


def _day_problem(state: OfficeState, day: date, change: str) -> str:
    now = work_calendar(state).day(day)
    if change == UNDO:
        if all(one.date != day for one in state.day_changes):
            return f"Kantor tidak pernah mengubah {short_date(day)}; tidak ada yang dipulihkan."
    elif change == ChangeKind.STRIKE:
        if now.kind is DayKind.WEEKEND or day.weekday() >= 5:
            return f"{short_date(day)} hari {weekday_name(day)}; akhir pekan tidak dapat dicoret."
        if now.is_working:
            return f"{short_date(day)} sudah hari kerja; tidak ada libur yang dicoret."
    elif now.kind is DayKind.WEEKEND:
        return f"{short_date(day)} hari {weekday_name(day)}; akhir pekan sudah libur."
    return ""


def set_letterhead(
    *,
    government: str,
    office: str,
    address: str = "",
    contact: str = "",
    postal_code: str = "",
    logo: FileRef | None = None,
) -> o.LetterheadChanged:
    """The kop is this from now on."""
    problems: dict[str, str] = {}
    fact = o.LetterheadChanged(
        government=_text(problems, "government", government, "Nama pemerintah", required=True),
        office=_text(problems, "office", office, "Nama dinas", required=True),
        address=_text(problems, "address", address, "Alamat"),
        contact=_text(problems, "contact", contact, "Telepon, situs, dan e-mail"),
        postal_code=_text(problems, "postal_code", postal_code, "Kode pos"),
        logo=logo,
    )
    _refuse(problems)
    return fact


def set_number_template(*, series: str, template: str) -> o.NumberTemplateChanged:
    """Numbers of the series are made by this template from now on."""
    if not line(series):
        raise Invalid({"series": "Jenis nomor belum dipilih."})
    if long := too_long(line(series), SHORT, "Jenis nomor"):
        raise Invalid({"series": long})
    try:
        parsed = parse_template(template)
    except UserError as problem:
        raise Invalid({"template": problem.sentence}) from None
    return o.NumberTemplateChanged(series=line(series), template=parsed.text)


def adopt_template(*, template: str, file: FileRef, on: date, note: str = "") -> o.TemplateAdopted:
    """The office's own template is used from now on; whether it can be is for the template doctor to say."""
    problems: dict[str, str] = {}
    fact = o.TemplateAdopted(template=template, file=file, on=on, note=_text(problems, "note", note, "Catatan"))
    _refuse(problems)
    return fact


def withdraw_template(state: OfficeState, *, template: str, reason: str = "") -> o.TemplateWithdrawn:
    """The shipped template is used again; UserError where it is in use already."""
    if template not in state.letter_templates:
        raise UserError("Templat bawaan sudah dipakai untuk dokumen itu.")
    problems: dict[str, str] = {}
    fact = o.TemplateWithdrawn(template=template, reason=_text(problems, "reason", reason, "Alasan"))
    _refuse(problems)
    return fact


def set_setting(*, name: str, value: str) -> o.SettingChanged:
    """A setting has this value from now on."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise UserError(f'Pengaturan "{name}" tidak dikenal. Pilih salah satu: {", ".join(SETTINGS)}.')
    value = line(value)
    problem = ""
    if not value:
        problem = f"{setting.label} belum diisi."
    elif setting.choices and value not in setting.choices:
        problem = f"{setting.label}: pilih {' atau '.join(setting.choices)}."
    elif setting.most and not (re.fullmatch(r"[0-9]{1,6}", value) and setting.least <= int(value) <= setting.most):
        problem = f"{setting.label}: isi bilangan bulat {setting.least} sampai {setting.most}."
    elif long := too_long(value, SHORT, setting.label):
        problem = long
    if problem:
        raise Invalid({name: problem})
    return o.SettingChanged(name=name, value=value)
