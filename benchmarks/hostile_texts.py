"""What is tried with hostile texts: pasted grids, number templates, settings, searches and command lines."""

import contextlib
import io
import json

from benchmarks.hostile_tries import ON, Given, Kind, hostile_text, spare_files
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office_rules import SETTINGS


def _pasted(given: Given) -> str:
    from spl_desktop.domain.form_rules import cleaned, problems_of_form, warnings_of_form
    from spl_desktop.domain.forms import FieldType
    from spl_desktop.domain.table_text import cells_of, heading_of, rows_from, text_of_cells
    from spl_desktop.reports.templates import forms

    chance = given.chance
    form = chance.choice(forms())
    content: dict[str, object] = {}
    for field in form.fields:
        if field.type is not FieldType.TABLE:
            content[field.id] = hostile_text(chance)
            continue
        heading = [chance.choice((column.label, column.id, hostile_text(chance)[:50])) for column in field.columns]
        glue = chance.choice(("\t", "\t", "\t\t", '"\t"', ";"))
        lines = [glue.join(hostile_text(chance) for _ in field.columns) for _ in range(chance.choice((1, 3, 30)))]
        cells = cells_of("\n".join([glue.join(heading), *lines])[:5_100_000])
        assert cells_of(text_of_cells([["a", "b"]])) == [["a", "b"]]
        places = heading_of(field, cells) or dict(enumerate(column.id for column in field.columns))
        content[field.id] = rows_from(field, cells, places)
    problems = problems_of_form(form, content, complete=True)  # type: ignore[arg-type]
    warnings_of_form(form, content)  # type: ignore[arg-type]
    once = cleaned(form, content)  # type: ignore[arg-type]
    assert cleaned(form, once) == once
    return "rows told" if problems else "works"


def _number(given: Given) -> str:
    from spl_desktop.services import office, reservations
    from spl_desktop.services.numbering import next_number

    chance = given.chance
    parts = ("{urut}", "{urut:03}", "{tahun}", "{opd}", "{kode}", "{bulan}", "{bulan_romawi}", "{", "}", "{x}", "/", "")
    pattern = "".join(chance.choice((*parts, hostile_text(chance)[:30])) for _ in range(chance.randrange(1, 20)))
    if chance.random() < 0.5:
        pattern = "{opd}" * chance.randrange(15) + chance.choice(("{kode}/{urut}/{tahun}", "{tahun}{urut:09}{kode}"))
    series = chance.choice(("laporan_validasi", "agenda", hostile_text(chance)[:400]))
    office.set_number_template(given.register, series=series, template=pattern)
    typed = chance.choice(("1/2026", "1" * 90, "IV" * 45, "-" * 90 + "2026", hostile_text(chance)[:300]))
    with contextlib.suppress(UserError):
        reservations.reserve_number(given.register, series=series, on=ON, purpose="uji", number=typed)
    number, _last = next_number(given.register, series, ON)
    assert number
    return "works"


def _setting(given: Given) -> str:
    from spl_desktop.services import office

    chance = given.chance
    if chance.random() < 0.4:
        return _window_settings(given)
    name = chance.choice((*SETTINGS, hostile_text(chance)[:100]))
    value = chance.choice((hostile_text(chance), str(chance.randrange(-9, 2000)), "1e3", "٥٠", "50 ", "A4"))
    office.set_setting(given.register, name=name, value=value)
    return "works"


def _window_settings(given: Given) -> str:
    """The window's ini file, edited by hand: a spoilt value counts as none."""
    from spl_desktop.ui import settings

    known = [one for one in vars(settings).values() if isinstance(one, settings.Setting)]
    lines: list[str] = []
    for one in known:
        group, _, key = one.key.partition("/")
        value = given.chance.choice(
            (hostile_text(given.chance)[:200_000], "[" * 50_000, '{"a": [1, null]}', "base64:####")
        )
        lines.append(f"[{group}]\n{key}={value}")
    path = given.folder / "spl.ini"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    read = settings.Settings(path)
    for one in known:
        assert type(read.get(one)) is type(one.default)
    return "works"


def _search(given: Given) -> str:
    from spl_desktop.services import exporting, listing, queries

    typed = hostile_text(given.chance)
    wanted = listing.CaseFilter(text=typed, sort=given.chance.choice((*listing.SORTS, typed[:20])), step=typed[:40])
    assert len(listing.list_cases(given.register, wanted)) == listing.count_cases(given.register, wanted)
    exporting.export(
        given.register, "register", given.folder / "daftar.csv", filter=listing.CaseFilter(text=typed[:400])
    )
    with contextlib.suppress(UserError):
        queries.find_case(given.register, typed)
    return "works"


# --- command lines --------------------------------------------------------------------------------------------------

_COMMANDS = (
    *("schedule", "desk", "heat", "forecast", "ledger", "export", "import", "check", "rebuild", "backup", "restore"),
    *("recap", "conformance", "packet", "document", "template", "sop", "tiada", "document list", "document make"),
    *("document verify", "template check", "template adopt", "template export", "template fields", "sop print"),
)
_WHOLE = (
    *("schedule --from 2026-01-05", "ledger --case 1/2026", "export events keluar.csv", "import buku.xlsx", "recap"),
    *("import buku.xlsx --skip-bad", "document make nota_dinas --case 1/2026 --out keluar.docx --content isi.json"),
    *(
        "document verify templat.docx",
        "template check templat.docx --as nota-dinas",
        "packet --case 1/2026 --out p.zip",
    ),
    *("sop print --out keluar.docx --sop sop.toml", "restore buku.xlsx --yes", "document list --case 1/2026 --json"),
)
_OPTIONS = (
    *("--from", "--to", "--case", "--out", "--on", "--ledger", "--visit", "--text", "--status", "--waiting", "--lane"),
    *("--paper", "--content", "--number", "--signer", "--outside", "--disposition", "--layout", "--recorder", "--ics"),
    *("--json", "--dry-run", "--skip-bad", "--yes", "--list", "--draft", "--overdue", "--as", "--x", "-", "--"),
)


def _command_line(given: Given) -> str:
    from spl_desktop import cli

    chance = given.chance
    spare_files(given.folder, chance, given.issued)
    (given.folder / "isi.json").write_text(chance.choice(("{}", "[]", "nul", "[" * 60_000, '{"a": {"b": 1e999}}')))
    values = (
        *("1/2026", "2026-01-05", "29/02/2025", "buku.xlsx", "sop.toml", "templat.docx", "isi.json", "keluar.xlsx"),
        *("keluar.docx", "keluar.zip", "register", "nota-dinas", "nota_dinas", "klasik", "A4", "5:1", "7:1:5", "x|y"),
    )
    argv = chance.choice(_COMMANDS + _WHOLE).split()
    for _ in range(chance.choice((0, 0, 1, 2, 4, 6))):
        # No command line of a system carries a NUL, and Linux none of more than 128 KB in one word.
        typed = hostile_text(chance)[:2000].replace("\0", "")
        argv.append(chance.choice((chance.choice(_OPTIONS), chance.choice(values), chance.choice(values), typed)))
    argv += ["--register", str(given.register.path)] if chance.random() < 0.8 else []
    heard, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(told):
        code = cli.main(argv)
    log = given.folder / "log" / "spl-desktop.log"
    assert not log.exists(), f"{argv}: {log.read_text(encoding='utf-8', errors='replace')[-1500:]}"
    assert code in (0, 1, 2), f"{argv}: ended with {code}"
    if code:
        raise UserError(told.getvalue() or heard.getvalue())  # an answer that is no, as of `verify`, is no complaint
    if "--json" in argv and heard.getvalue().startswith("{"):
        json.loads(heard.getvalue())
    return "works"


TEXTS = (
    Kind("pasted grid", _pasted),
    Kind("number template", _number, writes=True),
    Kind("setting", _setting, writes=True),
    Kind("search", _search),
    Kind("command line", _command_line, writes=True),
)
