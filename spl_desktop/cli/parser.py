"""The command line in Bahasa Indonesia: what may be typed, and argparse's own English words put into ours."""

import argparse
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from spl_desktop import __version__
from spl_desktop.cli.conflicts import conflict_of
from spl_desktop.domain.case import Status
from spl_desktop.domain.dates import WIB, checked, parse_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import Role

PROGRAM = "spl-desktop"
USAGE = 2

# argparse words its complaints in English and offers no table of them; the first pattern that fits wins.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"belum lengkap; yang harus disertakan: \1"),
    (r"unrecognized arguments: (.*)", r"tidak dikenal: \1"),
    (
        r"argument (?P<name>.*?): invalid choice: (?P<what>.*?) \((?:choose from|maybe you meant) (?P<these>.*)\)",
        r"\g<name>: \g<what> tidak dikenal; pilih salah satu: \g<these>",
    ),
    (r"argument (.*?): expected (?:one|at least one|\d+) arguments?", r"\1: nilainya belum ditulis sesudahnya"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 tidak dapat dipakai bersama \2"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 tidak memakai nilai, tetapi diberi \2"),
    (r"argument (.*?): invalid \S+ value: (.*)", r"\1: nilai \2 tidak dapat dibaca"),
    (r"one of the arguments (.*) is required", r"salah satu harus disertakan: \1"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 dapat berarti beberapa pilihan: \2; tulis lengkap"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class UsageError(Exception):
    """A command line that cannot be understood; `sentence` says why, `usage` how it is written."""

    def __init__(self, sentence: str, usage: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.usage = usage


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str, **more: Any) -> None:
        super().__init__(prog, max_help_position=30, **more)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage line with our word before it."""
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Indonesian and raises UsageError instead of leaving the program."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **more, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "isian"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Raises UsageError with the complaint in Indonesian."""
        raise UsageError(_indonesian(message), self.format_usage().strip())


def _indonesian(message: str) -> str:
    for pattern, words in _COMPLAINTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            said = found.expand(words)
            return f"{said[0].upper()}{said[1:]}."
    return f"Perintah tidak dapat dibaca. Lihat {PROGRAM} --help."


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except UserError as refusal:
        raise argparse.ArgumentTypeError(refusal.sentence.rstrip(".")) from None


def _time(text: str) -> date:
    """A day, or an instant (an aware datetime) where an hour stands behind it; without a zone it is WIB."""
    if not re.fullmatch(r"\s*[0-9-]{10}[T ][0-9].*", text):
        return _day(text)
    try:
        found = datetime.fromisoformat(text.strip())
        return checked(found if found.tzinfo else found.replace(tzinfo=WIB))
    except ValueError:
        raise argparse.ArgumentTypeError(f'waktu "{text}" tidak terbaca; tulis 2026-11-23T10:00') from None
    except UserError as refusal:
        raise argparse.ArgumentTypeError(refusal.sentence.rstrip(".")) from None


def _step_number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(f'"{text}" bukan nomor langkah')
    return int(text)


def _days(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(f'"{text}" bukan jumlah hari')
    return int(text)


def _visit(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f'"{text}" bukan nomor kunjungan')
    return int(text)


def _everywhere(parser: Parser) -> None:
    """Options that stand before or after the command alike; SUPPRESS keeps the later from wiping the earlier."""
    parser.add_argument(
        "--register",
        metavar="BERKAS",
        type=Path,
        default=argparse.SUPPRESS,
        help="berkas register (bila tidak disebut: register pengguna ini)",
    )
    parser.add_argument(
        "--recorder",
        metavar="NAMA",
        default=argparse.SUPPRESS,
        help="nama pencatat (bila tidak disebut: nama akun komputer)",
    )
    parser.add_argument(
        "--account",
        metavar="NAMA",
        default=argparse.SUPPRESS,
        help="akun untuk masuk; kata sandi dari SPL_PASSWORD, dari masukan standar, atau ditanyakan",
    )


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="keluaran JSON untuk dibaca program lain")


def _sop_commands(parser: Parser) -> None:
    """What can be done with the SOP itself."""
    commands = parser.add_subparsers(metavar="PERINTAH", title="perintah", dest="what", required=True)
    words = "cetak halaman identitas dan bagan alir SOP ke dokumen Word"
    made: Parser = commands.add_parser("print", help=words, description=words[0].upper() + words[1:] + ".")
    _everywhere(made)
    made.add_argument("--out", metavar="BERKAS", type=Path, required=True, help="dokumen Word (.docx) yang ditulis")
    made.add_argument(
        "--sop", metavar="BERKAS", type=Path, help="berkas SOP (.toml); bila tidak disebut: SOP yang berlaku"
    )
    made.add_argument(
        "--paper", choices=("A4", "F4"), default="", help="A4 atau F4; bila tidak disebut: kertas menurut pengaturan"
    )
    made.add_argument("--no-marks", action="store_true", help="tanpa tanda pada nilai yang ditafsirkan")
    _json(made)


def _document_commands(parser: Parser) -> None:
    """What can be done with the documents of a case."""
    commands = parser.add_subparsers(metavar="PERINTAH", title="perintah", dest="what", required=True)

    def command(name: str, words: str) -> Parser:
        made: Parser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        _everywhere(made)
        _json(made)
        return made

    listed = command("list", "dokumen kasus beserta versinya, dan jenis dokumen yang dapat dibuat")
    listed.add_argument("--case", metavar="NOMOR", required=True, help="nomor agenda kasus")
    made = command("make", "buat dan terbitkan satu dokumen kasus, atau hanya drafnya")
    made.add_argument("kind", metavar="JENIS", help="jenis dokumen; lihat document list")
    made.add_argument("--case", metavar="NOMOR", required=True, help="nomor agenda kasus")
    made.add_argument("--out", metavar="BERKAS", type=Path, required=True, help="berkas .docx atau .pdf yang ditulis")
    made.add_argument("--draft", action="store_true", help="tanpa menerbitkan: tidak bernomor dan tidak dicatat")
    made.add_argument("--content", metavar="BERKAS", type=Path, help="isi formulir (.json); bila tidak ada: draf kasus")
    made.add_argument("--number", metavar="NOMOR", default="", help="nomor dokumen; bila tidak ada: nomor berikutnya")
    made.add_argument("--on", metavar="TANGGAL", type=_day, help="tanggal dokumen; bila tidak ada: hari ini")
    made.add_argument(
        "--signer",
        metavar="JABATAN",
        action="append",
        default=[],
        help="nomor jabatan penandatangan; 5:1 berarti a.n., 7:1:5 berarti u.b.; boleh berulang",
    )
    made.add_argument(
        "--outside",
        metavar="NAMA|JABATAN|NIP|PIHAK",
        action="append",
        default=[],
        help="penandatangan dari luar kantor; boleh berulang",
    )
    made.add_argument("--paper", choices=("A4", "F4"), default="", help="A4 atau F4; bila tidak ada: pengaturan kantor")
    made.add_argument("--layout", choices=("klasik", "dua_kotak"), help="bentuk lembar disposisi (klasik)")
    made.add_argument("--disposition", metavar="N", type=_days, default=0, help="disposisi yang dicetak; 0: kosong")
    verified = command("verify", "cocokkan berkas dengan yang diterbitkan: cocok, berubah, versi lama, tidak dikenal")
    verified.add_argument("file", metavar="BERKAS", type=Path, help="dokumen Word, PDF, atau gambar halamannya")


def _template_commands(parser: Parser) -> None:
    """What can be done with the Word templates of documents."""
    commands = parser.add_subparsers(metavar="PERINTAH", title="perintah", dest="what", required=True)

    def command(name: str, words: str, *, named: bool = False, file: bool = False) -> Parser:
        made: Parser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        _everywhere(made)
        _json(made)
        if named:
            made.add_argument("name", metavar="NAMA", help="nama templat; lihat template list")
        if file:
            made.add_argument("file", metavar="BERKAS", type=Path, help="templat Word (.docx)")
            made.add_argument(
                "--as", metavar="NAMA", dest="as_name", default="", help="nama templat; bila tidak ada: nama berkasnya"
            )
        return made

    command("list", "templat setiap dokumen: bawaan atau milik kantor")
    export = command("export", "tulis templat yang dipakai untuk disunting di Word", named=True)
    export.add_argument("--out", metavar="BERKAS", type=Path, required=True, help="berkas .docx yang ditulis")
    export.add_argument("--original", action="store_true", help="templat bawaan, juga bila kantor memakai miliknya")
    command("check", "periksa templat: apa yang salah, pada bagian dan paragraf mana", file=True)
    command("fields", "semua isian yang dapat dipakai dalam templat, dengan arti dan contohnya", named=True)
    command("adopt", "periksa templat, lalu pakai sebagai milik kantor", file=True)
    command("withdraw", "kembali ke templat bawaan", named=True)


def _account_commands(parser: Parser) -> None:
    """What can be done with accounts."""
    commands = parser.add_subparsers(metavar="PERINTAH", title="perintah", dest="what", required=True)

    def command(name: str, words: str, *, named: bool = True, role: bool = False) -> Parser:
        made: Parser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        _everywhere(made)
        _json(made)
        if named:
            made.add_argument("name", metavar="AKUN", help="nama akun")
        if role:
            made.add_argument("--role", choices=tuple(map(str, Role)), required=True, help="peran akun")
            made.add_argument("--lane", metavar="ID", default="", help="pelaksana yang diwakili seorang pejabat")
        return made

    command("list", "akun register ini beserta perannya", named=False)
    command("begin", "buat akun pengelola yang pertama; sejak itu setiap orang harus masuk")
    command("open", "buka akun baru; kata sandinya dari SPL_NEW_PASSWORD, masukan standar, atau ditanyakan", role=True)
    command("role", "ubah peran akun", role=True)
    closed = command("close", "tutup akun; yang sudah dicatatnya tetap ada")
    closed.add_argument("--reason", metavar="TEKS", required=True, help="alasan penutupan")
    command("password", "ganti kata sandi sendiri, atau setel ulang kata sandi akun lain")
    command("recover", "pakai kode pemulihan (dari SPL_PASSWORD atau ditanyakan) untuk menyetel kata sandi pengelola")


def build_parser() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog=PROGRAM,
        description="Register kasus SOP integrasi dan pertukaran data. Tanpa perintah: jendela program dibuka.",
        epilog="Kode keluar: 0 berhasil, 1 ditolak dengan kalimat penjelasan, 2 perintah salah tulis. "
        "Tanggal ditulis 2026-11-23 atau 23/11/2026.",
    )
    parser.add_argument("--version", action="store_true", help="tampilkan versi program")
    _everywhere(parser)
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH", title="perintah", prog=PROGRAM)

    def command(name: str, words: str) -> Parser:
        made: Parser = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        _everywhere(made)
        return made

    demo = command("demo", "buat register contoh beserta dokumen Word, Excel dan gambar bagan alurnya")
    demo.add_argument("--out", metavar="MAP", type=Path, required=True, help="map baru atau kosong untuk hasilnya")
    _json(demo)

    plan = command("schedule", "simulasi jadwal: tiap langkah mulai ketika langkah sebelumnya jatuh tempo")
    plan.add_argument("--from", metavar="TANGGAL", dest="start", type=_day, required=True, help="tanggal mulai")
    plan.add_argument("--ledger", metavar="NOMOR", type=_step_number, help="rincian hari dari langkah ini")
    _json(plan)

    desk = command("desk", "meja kerja: apa yang menunggu hari ini, tenggat terdekat, dan berkas kalendernya")
    desk.add_argument("--lane", metavar="ID", default="", help="hanya pelaksana ini, misalnya tim_teknis")
    desk.add_argument("--waiting", metavar="HARI", type=_days, help="OPD terlalu lama setelah sekian hari kerja")
    desk.add_argument("--ics", metavar="BERKAS", type=Path, help="tulis tenggatnya sebagai berkas kalender .ics")
    _json(desk)

    heat = command("heat", "kasus pada tiap langkah SOP, serta lama dan ketepatan waktu tiap langkah pada satu periode")
    heat.add_argument("--from", metavar="TANGGAL", dest="start", type=_day, help="hari pertama; tanpa ini: 1 Januari")
    heat.add_argument("--to", metavar="TANGGAL", dest="end", type=_day, help="hari terakhir; tanpa ini: hari ini")
    heat.add_argument(
        "--at", metavar="TANGGAL", type=_day, help="letak kasus pada akhir tanggal ini; tanpa ini: sekarang"
    )
    _json(heat)
    expected = command("forecast", "perkiraan selesai kasus terbuka, dari kunjungan langkah yang sudah selesai")
    expected.add_argument("--case", metavar="NOMOR", default="", help="nomor agenda; bila tidak ada: semua kasus")
    _json(expected)

    days = command("ledger", "hitungan hari sampai jatuh tempo suatu langkah: hari mana dihitung, dan alasannya")
    days.add_argument("--case", metavar="NOMOR", required=True, help="nomor agenda kasus")
    days.add_argument("--visit", metavar="N", type=_visit, default=0, help="kunjungan ke-N; bila tidak ada: terakhir")
    _json(days)

    export = command("export", "tulis register, kunjungan langkah atau peristiwa ke berkas .xlsx, .csv atau .jsonl")
    export.add_argument(
        "what", metavar="ISI", choices=("register", "visits", "events"), help="register, visits, atau events"
    )
    export.add_argument("file", metavar="BERKAS", type=Path, help="berkas tujuan; akhirannya menentukan bentuknya")
    export.add_argument("--text", default="", metavar="TEKS", help="hanya kasus yang memuat teks ini")
    export.add_argument(
        "--status",
        action="append",
        default=[],
        metavar="STATUS",
        choices=tuple(str(status) for status in Status),
        help=f"hanya status ini, boleh berulang: {', '.join(Status)}",
    )
    export.add_argument("--overdue", action="store_true", help="hanya kasus yang terlambat")
    _json(export)

    load = command("import", "masukkan kasus dan riwayat langkahnya dari buku register lama (.xlsx)")
    load.add_argument("file", metavar="BERKAS", type=Path, nargs="?", help="buku kerja menurut templat")
    load.add_argument("--template", metavar="BERKAS", type=Path, help="tulis templat buku kerja ke berkas ini")
    load.add_argument("--dry-run", action="store_true", help="periksa saja, tidak menulis apa pun")
    load.add_argument("--skip-bad", action="store_true", help="lewati kasus yang barisnya salah, masukkan yang lain")
    _json(load)

    check = command("check", "periksa keutuhan register: rantai catatan, tabel turunan dan berkas")
    _json(check)

    rebuild = command("rebuild", "bangun ulang tabel turunan register dari catatannya")
    _json(rebuild)

    backup = command("backup", "buat cadangan register yang langsung diperiksa, juga ketika register sedang dipakai")
    backup.add_argument("--out", metavar="MAP", type=Path, help="tempat kedua, misalnya flash disk atau map jaringan")
    backup.add_argument("--list", action="store_true", help="tampilkan cadangan yang ada saja")
    _json(backup)

    restore = command("restore", "pulihkan register dari cadangan; register yang diganti tetap disimpan")
    restore.add_argument("file", metavar="CADANGAN", type=Path, help="berkas cadangan; lihat backup --list")
    restore.add_argument("--yes", action="store_true", help="lakukan; tanpa ini hanya disebutkan apa yang akan hilang")
    _json(restore)

    period = command("recap", "rekap satu periode ke Word atau Excel: kasus, langkah terhadap waktu baku, dan OPD")
    period.add_argument("--from", metavar="TANGGAL", dest="start", type=_day, required=True, help="hari pertama")
    period.add_argument("--to", metavar="TANGGAL", dest="end", type=_day, required=True, help="hari terakhir")
    period.add_argument("--out", metavar="BERKAS", type=Path, help="berkas .docx atau .xlsx; tanpa ini: angkanya saja")
    period.add_argument("--charts", action="store_true", help="sebutkan juga angka setiap grafik")
    _json(period)

    kept = command("conformance", "kesesuaian satu kasus, atau kasus satu periode, terhadap SOP; dan hambatannya")
    kept.add_argument("--case", metavar="NOMOR", default="", help="nomor agenda kasus; tanpa ini: satu periode")
    kept.add_argument("--from", metavar="TANGGAL", dest="start", type=_day, help="hari pertama (awal tahun ini)")
    kept.add_argument("--to", metavar="TANGGAL", dest="end", type=_day, help="hari terakhir (akhir tahun ini)")
    kept.add_argument("--out", metavar="BERKAS", type=Path, help="berkas .docx atau .xlsx; tanpa ini: angkanya saja")
    _json(kept)
    chart = command("chart", "bagan alir SOP sebagai gambar SVG, PNG atau PDF, dengan atau tanpa satu kasus padanya")
    chart.add_argument("--case", metavar="NOMOR", default="", help="nomor agenda kasus; bila tidak ada: SOP saja")
    chart.add_argument(
        "--at",
        metavar="WAKTU",
        type=_time,
        help="keadaan kasus pada akhir tanggal ini, atau pada jamnya: 2026-11-23T10:00; bila tidak ada: sekarang",
    )
    chart.add_argument("--out", metavar="BERKAS", type=Path, required=True, help="berkas .svg, .png atau .pdf")
    chart.add_argument(
        "--paper", choices=("A4", "F4"), default="", help="PDF dibagi ke halaman A4 atau F4; tanpa ini: satu halaman"
    )
    _json(chart)

    packet = command("packet", "seluruh berkas kasus sebagai satu paket: dokumen, riwayat, daftar isi, manifest BagIt")
    packet.add_argument("--case", metavar="NOMOR", required=True, help="nomor agenda kasus")
    packet.add_argument("--out", metavar="TEMPAT", type=Path, required=True, help="berkas .zip, atau map baru")
    _json(packet)

    _document_commands(command("document", "dokumen kasus: daftar, pembuatan, dan pencocokan"))
    _template_commands(command("template", "templat Word dokumen: daftar, ekspor, pemeriksaan, dan pemakaian"))
    _account_commands(command("account", "akun: siapa yang boleh masuk, dan sebagai apa"))
    _sop_commands(command("sop", "SOP itu sendiri sebagai dokumen"))
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments; UsageError where they cannot be understood, SystemExit(0) after --help."""
    parser = build_parser()
    found = parser.parse_args(argv)
    if sentence := conflict_of(found):
        raise UsageError(sentence, parser.format_usage().strip())
    return found


def version() -> str:
    """What --version prints."""
    return f"SPL Desktop {__version__}"
