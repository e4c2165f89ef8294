"""The SOP file holds the whole decree, any sound SOP loads, and each fault is told with line, key and way out."""

import random
import string
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spl_desktop import shipped
from spl_desktop.domain.errors import SopError
from spl_desktop.domain.sop import Sop, Symbol, Unit
from spl_desktop.domain.sop_file import MAX_BYTES, parse_sop
from spl_desktop.domain.sop_lines import key_lines

TEXT = shipped.read_text("sop/555-23-IX-2023.toml")
# The same without its comments, so that a change meets the data and not their explanation.
BODY = "\n".join("" if line.startswith("#") else line for line in TEXT.split("\n"))
INCIDENT = (Path(__file__).parent.parent / "data" / "sop" / "penanganan-insiden.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def decree() -> Sop:
    return parse_sop(TEXT, "555-23-IX-2023.toml")


def refusal(text: str) -> str:
    with pytest.raises(SopError) as caught:
        parse_sop(text, "sop.toml")
    return caught.value.sentence


def changed(old: str, new: str, text: str = BODY) -> str:
    """The text with exactly one place changed."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def line_of(needle: str, text: str) -> int:
    return text[: text.index(needle)].count("\n") + 1


def test_identity_block_is_that_of_the_decree(decree: Sop) -> None:
    block = decree.identity
    assert decree.id == "555-23-IX-2023"
    assert block.number == "555/23/IX/2023"
    assert block.name == "Integrasi dan Pertukaran Data Sistem Informasi Melalui Sistem Penghubung Layanan"
    assert block.decree.endswith("Nomor 555/23/IX TAHUN 2023")
    assert block.government == "PEMERINTAH KABUPATEN KARANGANYAR"
    assert block.office == "DINAS KOMUNIKASI DAN INFORMATIKA KABUPATEN KARANGANYAR"
    assert block.unit == "BIDANG TATA KELOLA INFORMATIKA"
    assert (block.made, block.revised, block.effective) == (date(2023, 9, 25), None, date(2023, 9, 25))
    assert block.signatory.position == "Kepala Dinas Komunikasi dan Informatika Kabupaten Karanganyar"
    assert (block.signatory.name, block.signatory.rank) == ("ISNAN NUR AZIZ, S.Kom.", "Pembina")
    assert block.signatory.nip == "19780210 200501 1 016"
    assert block.legal_basis == (
        "Peraturan Bupati Karanganyar Nomor 3 Tahun 2018 tentang Tata Kelola Teknologi Informasi dan Komunikasi di "
        "Lingkungan Pemerintah Kabupaten Karanganyar;",
        "Peraturan Bupati Karanganyar Nomor 31 Tahun 2022 tentang Sistem Pemerintahan Berbasis Elektronik di "
        "Lingkungan Pemerintah Kabupaten Karanganyar.",
    )
    assert block.qualifications == (
        "Kemampuan programmer untuk membuat Application Program Interface (API) / Sistem Penghubung Layanan;",
        "Kemampuan mengetik laporan dengan aplikasi Microsoft Word; dan",
        "Kemampuan Administrator jaringan kemampuan program Database.",
    )
    assert block.related == ("SOP Penempatan Server", "SOP Pengembangan Aplikasi")
    assert block.equipment == (
        "Surat Permohonan, Disposisi",
        "PC, notebook, flashdisk, server, UPS, dll",
        "ATK, Media Komunikasi, Formulir-formulir",
    )
    assert block.warning == "Jika prosedur tidak dilaksanakan maka ada beberapa tahapan integrasi akan gagal."
    assert block.recording == "Disimpan sebagai data elektronik dan manual."


def test_lanes_are_those_of_the_decree(decree: Sop) -> None:
    assert [(lane.id, lane.name) for lane in decree.lanes] == [
        ("opd", "OPD"),
        ("tim_teknis", "Tim Teknis Administrator Jaringan dan Pengelola TI"),
        ("pejabat_pengawas", "Pejabat Pengawas/Kasi pengelolaan Data dan Integrasi SI"),
        ("pejabat_administrator", "Pejabat Administrator Bidang TIK"),
    ]


TABLE = (
    ("melakukan koordinasi dengan pejabat Administrator untuk melakukan integrasi, untuk meminta instansi mendefinisikan "  # noqa: E501
     "data dan informasi apa yang akan diintegrasikan",
     "Dokumen data dan Informasi Aplikasi", "1 hari", "Disposisi Integrasi Aplikasi"),
    ("mendefinisikan data dan informasi yang dibutuhkan dalam bentuk dokumen tertulis disampaikan kepada tim teknis "
     "kominfo", "Dokumen Integrasi Aplikasi", "1 hari", "Dokumen Integrasi Aplikasi|Struktur Database"),
    ("melakukan perumusan mengenai skenario integrasi untuk memperoleh data yang disepakati untuk pertukaran melalui web "  # noqa: E501
     "service, jika sepakat maka dilakukan pertukaran data jika tidak maka akan dikembalikan kepada OPD terkait",
     "Dokumen Integrasi Aplikasi|Struktur Database", "1 bulan", "Dokumen Integrasi Aplikasi|Struktur Database"),
    ("membentuk dokumen interchange data (pertukaran data menggunakan web service)",
     "Dokumen Rumusan Integrasi Data", "1 bulan", "Dokumen Rumusan Integrasi Data"),
    ("mempersiapkan API. Aplikasi akan disimpan pada 1 server khusus yang akan menjadi pusat pertukaran data dan menjadi "  # noqa: E501
     "data referensi", "Dokumen Rumusan Integrasi Data", "1 bulan", "Program Aplikasi API"),
    ("melakukan penyimpanan dalam satu database server",
     "Program Aplikasi API", "1-3 hari", "Unit Tes Integrasi Aplikasi"),
    ("menyampaikan hasil integrasi data pada OPD terkait",
     "Unit Tes Integrasi Aplikasi", "2 hari", "Unit Tes Integrasi Aplikasi"),
    ("melakukan proses cek dan updating pada sistem yang dimilikinya",
     "Unit Tes Integrasi Aplikasi", "1-2 hari", "Validasi Aplikasi"),
    ("mempersiapkan dan menyampaikan data-data hasil interchange sistem informasi",
     "Validasi Aplikasi dan data", "1 hari", "Laporan hasil validasi"),
    ("menyampaikan dokumen hasil interchange data dan integrasi sistem",
     "Laporan hasil validasi", "1 hari", "Integrasi Sistem Informasi"),
    ("menampilkan data integrasi dalam dashboard untuk keperluan OPD, jika sesuai maka sudah selesai dan terus dilakukan "  # noqa: E501
     "update, tetapi jika tidak maka akan kembali pada proses 3",
     "Integrasi Sistem Informasi", "1-3 hari", "Integrasi Sistem Informasi"),
    ("Proses Selesai dengan pembuatan laporan hasil integrasi",
     "Integrasi Sistem Informasi", "3 hari", "Laporan hasil Integrasi Aplikasi"),
)  # fmt: skip


def test_table_is_that_of_the_decree(decree: Sop) -> None:
    read = tuple(
        (
            step.text,
            "|".join(decree.document(kind).name for kind in step.requirements),
            step.time.text,
            "|".join(decree.document(kind).name for kind in step.outputs),
        )
        for step in decree.steps
    )
    assert read == TABLE
    assert [step.number for step in decree.steps] == list(range(1, 13))


def test_time_standards_say_what_is_printed(decree: Sop) -> None:
    for step in decree.steps:
        time = step.time
        span = str(time.most) if time.least == time.most else f"{time.least}-{time.most}"
        assert time.text == f"{span} {'bulan' if time.unit is Unit.MONTHS else 'hari'}"
        assert time.unit is Unit.MONTHS or (time.unit is Unit.WORKING_DAYS and "time.unit" in step.inferred)


def test_symbols_follow_the_lanes(decree: Sop) -> None:
    drawn = [[(part.symbol, part.lanes) for part in step.symbols] for step in decree.steps]
    opd, team, head, chief = ("opd",), ("tim_teknis",), ("pejabat_pengawas",), ("pejabat_administrator",)
    assert drawn == [
        [(Symbol.CAPSULE, opd)],
        [(Symbol.BOX, opd)],
        [(Symbol.DIAMOND, opd + team)],
        [(Symbol.BOX, team)],
        [(Symbol.BOX, team)],
        [(Symbol.BOX, team)],
        [(Symbol.BOX, head)],
        [(Symbol.BOX, opd)],
        [(Symbol.BOX, opd + team)],
        [(Symbol.BOX, head), (Symbol.BOX, chief), (Symbol.DIAMOND, chief)],
        [(Symbol.BOX, chief), (Symbol.DIAMOND, chief)],
        [(Symbol.BOX, team), (Symbol.CAPSULE, chief)],
    ]
    assert decree.step("dokumen_interchange").counterparts == opd
    assert decree.first.counterparts == chief


def test_ways_onward_and_back(decree: Sop) -> None:
    number = {step.id: step.number for step in decree.steps}
    ways = [(step.number, out.label, number[out.to] if out.to else None) for step, out in decree.arrows()]
    assert [way for way in ways if way[1]] == [
        (3, "Sepakat", 4), (3, "Tidak sepakat", 2), (10, "Ya", 11), (10, "Tidak", 10), (11, "Sesuai", 12),
        (11, "Tidak sesuai", 3),
    ]  # fmt: skip
    assert [way for way in ways if not way[1]] == [
        (1, "", 2), (2, "", 3), (4, "", 5), (5, "", 6), (6, "", 7), (7, "", 8), (8, "", 9), (9, "", 10), (12, "", None),
    ]  # fmt: skip
    back = {step.number: out for step, out in decree.arrows() if out.returns}
    assert {number: out.inferred for number, out in back.items()} == {3: True, 10: True, 11: False}
    assert back[10].arrives == "pejabat_pengawas"


def test_what_was_not_read_is_marked(decree: Sop) -> None:
    surviving = decree.step("penyampaian_dokumen")
    for step in decree.steps:
        assert {"lanes", "symbols"} <= step.inferred or step is surviving
    assert surviving.inferred == {"time.unit"}


def test_another_procedure_loads_without_any_change_of_code() -> None:
    sop = parse_sop(INCIDENT, "insiden.toml")
    assert (len(sop.lanes), len(sop.steps)) == (5, 25)
    decisions = [step.decides for step in sop.steps]
    assert any(one and other for one, other in pairwise(decisions))
    assert {step.time.unit for step in sop.steps} == set(Unit)
    assert sop.identity.revised == date(2024, 2, 5)


def test_the_office_strikes_the_inferred_return_in_the_file() -> None:
    struck = changed(
        '    { symbol = "belah_ketupat", lanes = ["pejabat_administrator"] },\n]\nrequirements = ["laporan_hasil',
        ']\nrequirements = ["laporan_hasil',
    )
    row = next(line for line in struck.split("\n") if 'id = "tidak", label' in line)
    struck = changed(row + "\n", "", struck)
    assert not parse_sop(struck, "sop.toml").step("penyampaian_dokumen").decides


REFUSED = [
    ('id = "dashboard"', 'id = "koordinasi"', "id = \"koordinasi\"\nnumber = 11", ("id", "dipakai 2 kali")),
    ("number = 4\n", "number = 3\n", "number = 3\ntext = \"membentuk", ("number", "“3” dipakai 2 kali")),
    ("number = 4\n", "number = 2\n", "number = 2\ntext = \"membentuk", ("number", "urutkan langkah")),
    ('to = "dashboard"', 'to = "dasbor"', 'to = "dasbor"', ("to", "langkah “dasbor” tidak ada, mungkin maksudnya “dashboard”")),  # noqa: E501
    ('label = "Ya", to', 'to', 'id = "ya", to', ("label", "belum bernama")),
    ('least = 1, most = 2', 'least = 3, most = 2', "least = 3", ("least", "waktu tercepat (3) melebihi")),
    ('least = 1, most = 2', 'least = 0, most = 2', "least = 0", ("least", "dari 1 sampai")),
    ('least = 1, most = 2', 'least = true, most = 2', "least = true", ("least", "harus bilangan, bukan ya/tidak")),
    ('least = 1, most = 2', 'least = 1, most = "2"', 'most = "2"', ("most", "harus bilangan, bukan teks")),
    ('arrives = "pejabat_pengawas"', 'arrives = "opd"', 'arrives = "opd"', ("arrives", "tidak mempunyai simbol")),
    ('requirements = ["program_aplikasi_api"]', 'requirements = ["program_api"]', "program_api\"]",
     ("requirements", "dokumen “program_api” tidak ada, mungkin maksudnya “program_aplikasi_api”")),
    ('counterparts = ["opd"]', 'counterparts = ["opdd"]', "opdd", ("counterparts", "pelaksana “opdd” tidak ada")),
    ('question = "Sesuai?"', 'questoin = "Sesuai?"', "questoin", ("questoin", "mungkin maksudnya “question”")),
    ('rank = "Pembina"', 'rank = "  "', "rank", ("rank", "teks ini kosong")),
    ('rank = "Pembina"', 'rank = "a\\u0007"', "rank", ("rank", "tidak tercetak")),
    ('rank = "Pembina"\n', '', "[identity.signatory]", ("rank", "belum ada")),
    ("effective = 2023-09-25", "effective = 2023-09-25T10:00:00", "effective", ("effective", "harus tanggal")),
    ('ends = true', 'ends = true, to = "dashboard"', "ends = true", ("to", "hapus salah satunya")),
    ('{ id = "selesai", ends = true }', '{ id = "selesai" }', 'outcomes = [{ id = "selesai" }]', ("to", "tujuan belum ada")),  # noqa: E501
    ('to = "skenario_integrasi", returns = true', 'to = "skenario_integrasi"', "tidak_sesuai", ("returns", "mundur")),
    ('label = "Sesuai", to', 'label = "Sesuai", returns = true, to', 'label = "Sesuai"', ("returns", "maju, bukan kembali")),  # noqa: E501
    ('{ symbol = "kapsul", lanes = ["opd"] }', '{ symbol = "kotak", lanes = ["opd"] }', '{ symbol = "kotak", lanes = ["opd"] }',  # noqa: E501
     ("symbol", "langkah pertama harus dimulai dengan kapsul")),
    ('{ symbol = "kapsul", lanes = ["pejabat_administrator"] }', '{ symbol = "kotak", lanes = ["pejabat_administrator"] }',  # noqa: E501
     'symbols = [\n    { symbol = "kotak", lanes = ["tim_teknis"] }', ("symbols", "tambahkan kapsul penutup")),
    ('symbol = "belah_ketupat", lanes = ["opd", "tim_teknis"]', 'symbol = "kotak", lanes = ["opd", "tim_teknis"]',
     'symbols = [{ symbol = "kotak", lanes = ["opd", "tim_teknis"] }]', ("symbols", "bukan belah_ketupat")),
    ('symbol = "belah_ketupat", lanes = ["opd", "tim_teknis"]', 'symbol = "ketupat", lanes = ["opd", "tim_teknis"]',
     'symbol = "ketupat"', ("symbol", "mungkin maksudnya “belah_ketupat”")),
    ('symbols = [{ symbol = "kotak", lanes = ["pejabat_pengawas"] }]', 'symbols = [{ symbol = "kapsul", lanes = ["pejabat_pengawas"] }]',  # noqa: E501
     'symbols = [{ symbol = "kapsul", lanes = ["pejabat_pengawas"] }]', ("symbol", "kapsul hanya untuk awal dan akhir")),  # noqa: E501
    ('lanes = ["tim_teknis", "opd"]', 'lanes = ["opd"]', 'belah_ketupat", lanes = ["opd", "tim_teknis"]', ("lanes", "bukan pelaksana")),  # noqa: E501
    ('lanes = ["tim_teknis", "opd"]', 'lanes = ["tim_teknis", "opd", "pejabat_pengawas"]', '"opd", "pejabat_pengawas"]', ("lanes", "tidak mempunyai simbol")),  # noqa: E501
    ('id = "555-23-IX-2023"', 'id = "../x"', 'id = "../x"', ("id", "bukan nama yang sah")),
    ('inferred = ["lanes.short"]', 'inferred = ["lane.short"]', 'inferred = ["lane.short"]', ("inferred", "bukan kunci di sini")),  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "told"), REFUSED)
def test_a_fault_is_told_with_file_line_and_key(old: str, new: str, where: str, told: tuple[str, str]) -> None:
    text = changed(old, new)
    key, words = told
    sentences = refusal(text).split("\n")
    start = f"sop.toml, baris {line_of(where, text)}, kunci “{key}”: "
    assert any(sentence.startswith(start) and words in sentence for sentence in sentences), sentences


def test_every_unit_but_the_known_ones_is_refused() -> None:
    text = TEXT.replace('unit = "hari_kerja", least = 2', 'unit = "minggu", least = 2')
    assert "“minggu” tidak dikenal, pilih salah satu: hari_kerja, hari_kalender, bulan" in refusal(text)


def test_a_joint_symbol_must_span_neighbours() -> None:
    text = TEXT.replace('["opd", "tim_teknis"]', '["opd", "pejabat_pengawas"]').replace(
        '["tim_teknis", "opd"]', '["opd", "pejabat_pengawas"]'
    )
    assert refusal(text).count("harus pada pelaksana yang berdampingan") == 2


def test_a_decision_wants_two_ways_and_a_step_one() -> None:
    row = next(line for line in TEXT.split("\n") if 'id = "tidak_sesuai"' in line)
    assert "adalah keputusan tetapi hanya satu jalan keluarnya" in refusal(changed(row + "\n", ""))


def test_a_step_that_nobody_reaches_and_one_that_never_ends_are_named() -> None:
    assert "langkah 8 (“cek_dan_updating”) tidak pernah dicapai" in refusal(
        changed('to = "cek_dan_updating"', 'to = "data_hasil_interchange"')
    )
    text = changed('to = "data_hasil_interchange"', 'to = "persiapan_api", returns = true')
    told = refusal(text)
    assert "dari langkah 5 (“persiapan_api”) proses tidak pernah sampai ke akhir" in told
    assert "langkah 10 (“penyampaian_dokumen”) tidak pernah dicapai" in told


def test_a_procedure_without_an_end_is_refused() -> None:
    assert "tidak pernah berakhir" in refusal(changed("ends = true", 'to = "dashboard", returns = true'))


def test_a_decision_does_not_end_by_itself() -> None:
    assert "arahkan ke langkah penutup" in refusal(
        changed('label = "Sesuai", to = "laporan_akhir"', 'label = "Sesuai", ends = true')
    )


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = changed('rank = "Pembina"', "rank = 3").replace('id = "dashboard"', "id = 7").replace('"1-2 hari"', '""')
    lines = [int(sentence.split("baris ")[1].split(",")[0]) for sentence in refusal(text).split("\n")]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('rank = "Pembina"', 'rank = "Pembina', "ditutup dengan tanda kutip"),
        ('rank = "Pembina"', 'rank = "a"\nrank = "b"', "ditulis dua kali"),
        ('rank = "Pembina"', "rank = Pembina", "tulis teks di antara tanda kutip"),
        ('rank = "Pembina"', 'rank "Pembina"', "harus ada tanda “=”"),
        ("effective = 2023-09-25", "effective = 2023-02-30", "tidak ada dalam kalender"),
        ('rank = "Pembina"', 'rank = ["Pembina"', "harus"),
    ],
)
def test_toml_faults_name_their_line(old: str, new: str, words: str) -> None:
    told = refusal(changed(old, new))
    assert told.startswith("sop.toml, baris ")
    assert "Betulkan baris itu" in told
    if words != "harus":
        assert words in told


def test_absurd_files_are_refused_quickly() -> None:
    assert "lebih besar dari 1 MB" in refusal("#" * (MAX_BYTES + 1))
    assert "baris ini melebihi" in refusal("a" * 9000)
    assert "bersarang terlalu dalam" in refusal("a = " + "[" * 5000)
    assert "kurung" in refusal("a = " + "[\n" * 50_000)
    assert "huruf yang rusak" in refusal('a = "\ud800"')
    step = TEXT[TEXT.index("[[steps]]") : TEXT.index("[[steps]]", TEXT.index("[[steps]]") + 1)]
    assert "paling banyak 500" in refusal(TEXT + step * 500)
    assert refusal("").count("belum ada") >= 4


def test_lines_of_keys_are_found_in_every_kind_of_toml() -> None:
    lines = key_lines(
        'a.b = 1\n[t]\n"x y" = """\n=\n"""\n[[s]]\nk = [\n  1, # ]\n  { q = "[", r = [2] },\n]\n[[s]]\n[s.u]\nv = 2\n'
    )
    assert lines[("a", "b")] == 1
    assert lines[("t", "x y")] == 3
    assert lines[("s", 0, "k")] == 7
    assert lines[("s", 0, "k", 1, "r")] == 9
    assert lines[("s", 1, "u", "v")] == 13


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), text=st.sampled_from((TEXT, INCIDENT)), junk=st.text(max_size=6))
def test_a_damaged_file_loads_or_is_refused_and_nothing_else(seed: int, text: str, junk: str) -> None:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + chance.randint(1, 40) :]
            case 1:
                text = text[:at] + junk + text[at:]
            case 2:
                other = chance.randrange(len(text))
                text = text[:at] + text[other : other + chance.randint(1, 300)] + text[at:]
            case 3:
                text = text[:at] + chance.choice(string.printable) + text[at + 1 :]
            case _:
                rows = text.split("\n")
                del rows[chance.randrange(len(rows))]
                text = "\n".join(rows)
    try:
        sop = parse_sop(text, "sop.toml")
    except SopError as error:
        assert error.sentence.startswith("sop.toml")
        assert all(line.strip() for line in error.sentence.splitlines())
    else:
        assert sop.steps


def test_shipped_files_are_found_by_name_and_nothing_else() -> None:
    assert "sop/555-23-IX-2023.toml" in shipped.names("sop")
    assert shipped.read_bytes("sop/555-23-IX-2023.toml").decode() == TEXT
    assert shipped.names("tidak-ada") == ()
    with pytest.raises(FileNotFoundError):
        shipped.read_text("sop/tidak-ada.toml")
    for name in ("../pyproject.toml", "sop/../../x", "/etc/passwd", "sop\\x"):
        with pytest.raises(ValueError, match="not a name"):
            shipped.read_bytes(name)
