"""Columns from the CREATE TABLE of the databases that agencies have."""

import pytest

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.sop import Report
from spl_desktop.services.forms import form_of
from spl_desktop.services.schema_text import MAX_CHARACTERS, Column, read_schema, rows_of_schema

MYSQL = """-- cadangan
/* ; */
CREATE TABLE `pasien` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `nik` varchar(16) NOT NULL COMMENT 'Nomor; Induk',
  `kode` char(3) DEFAULT NULL,
  biaya decimal(10,2),
  PRIMARY KEY (`id`), UNIQUE KEY `u` (`nik`), KEY x (kode), CONSTRAINT fk FOREIGN KEY (kode) REFERENCES poli(kode)
) ENGINE=InnoDB COMMENT='tabel pasien';
INSERT INTO pasien VALUES (1, 'CREATE TABLE x (a int);');
"""


def test_mysql() -> None:
    schema = read_schema(MYSQL)
    assert schema.dialect == "MySQL"
    assert schema.columns == (
        Column("pasien", "id", "int", "11", "ya", "utama"),
        Column("pasien", "nik", "varchar", "16", "ya", "unik", "Nomor; Induk"),
        Column("pasien", "kode", "char", "3", "tidak", "asing"),
        Column("pasien", "biaya", "decimal", "10,2", "tidak"),
    )
    assert schema.skipped == ()


def test_postgresql_with_comments_and_keys_added_later() -> None:
    text = """CREATE TABLE public.warga (id bigserial, nama text NOT NULL, desa character varying(20));
    COMMENT ON COLUMN public.warga.nama IS 'Nama lengkap';
    ALTER TABLE ONLY public.warga ADD CONSTRAINT warga_pkey PRIMARY KEY (id);
    ALTER TABLE ONLY public.warga ADD CONSTRAINT warga_desa FOREIGN KEY (desa) REFERENCES desa(kode);"""
    id_, name, village = read_schema(text).columns
    assert (id_.key, id_.required) == ("utama", "ya")
    assert (name.comment, name.required) == ("Nama lengkap", "ya")
    assert (village.type, village.length, village.key) == ("varchar", "20", "asing")


def test_sql_server_and_oracle() -> None:
    server = read_schema(
        "CREATE TABLE [dbo].[c] ([Id] INT IDENTITY(1,1) NOT NULL, [Nama] NVARCHAR(50) NULL, "
        "CONSTRAINT pk PRIMARY KEY CLUSTERED ([Id] ASC))"
    )
    assert server.dialect == "SQL Server"
    assert [(one.column, one.key, one.required) for one in server.columns] == [
        ("Id", "utama", "ya"),
        ("Nama", "", "tidak"),
    ]
    oracle = read_schema("CREATE TABLE d (nama VARCHAR2(30 CHAR) NOT NULL, n NUMBER(10,2), PRIMARY KEY (nama));")
    assert [(one.column, one.length, one.key) for one in oracle.columns] == [("nama", "30", "utama"), ("n", "10,2", "")]


def test_what_cannot_be_read_is_told_by_its_line_and_the_rest_is_kept() -> None:
    schema = read_schema(f"{MYSQL}\nCREATE TABLE rusak (a int;\n")
    assert len(schema.columns) == 4
    assert schema.skipped == ("CREATE TABLE pada baris 12 tidak dapat dibaca dan dilewati.",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("select 1", "Tidak ada CREATE TABLE"),
        ("", "Tidak ada CREATE TABLE"),
        (";;;", "Tidak ada CREATE TABLE"),
        ("create table x", "Perintah SQL pada baris 1 tidak dapat dibaca."),
        ("create table a ((((" * 3000, "tidak dapat dibaca"),
        ("create table a (b int" + "'" * 3, "tidak dapat dibaca"),
        ("x" * (MAX_CHARACTERS + 1), "terlalu besar"),
    ],
)
def test_what_is_no_schema_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        read_schema(text)
    assert sentence in refusal.value.sentence


def test_rows_fill_the_columns_of_the_dictionary_that_ask_for_it() -> None:
    table = form_of(Report.DATA_DICTIONARY).field("kamus_sumber")
    first = rows_of_schema(table, read_schema(MYSQL))[1]
    assert first == {
        "tabel": "pasien",
        "kolom": "nik",
        "tipe": "varchar",
        "panjang": "16",
        "wajib": "ya",
        "kunci": "unik",
        "deskripsi": "Nomor; Induk",
    }
    choices = {column.id: column.choices for column in table.columns}
    assert first["kunci"] in choices["kunci"]
    assert first["wajib"] in choices["wajib"]


def test_a_statement_that_no_database_wrote_is_refused_by_its_line() -> None:
    columns = ",".join(f"kolom_{number} INT" for number in range(10_000))
    with pytest.raises(UserError, match=r"Perintah SQL pada baris 3 terlalu panjang: \d+ huruf, paling banyak 100000"):
        read_schema(f"\n\nCREATE TABLE a ({columns});")


def test_more_columns_than_a_form_holds_are_refused() -> None:
    text = "".join(
        f"CREATE TABLE t{number} ({', '.join(f'k{one} INT' for one in range(150))});\n" for number in range(20)
    )
    with pytest.raises(UserError, match="memuat lebih dari 2000 kolom, dihitung sampai baris 15"):
        read_schema(text)


def test_comments_and_blanks_cost_no_time_and_move_no_line() -> None:
    text = "/* a */" * 100_000 + "\n" * 500_000 + "-- b\nCREATE TABLE a (b INT);"
    assert [one.column for one in read_schema(text).columns] == ["b"]
    with pytest.raises(UserError, match="pada baris 500002 tidak dapat dibaca"):
        read_schema("/* a */" * 1000 + "\n" * 500_000 + "-- b\nCREATE TABLE a (b INT, ((;")
