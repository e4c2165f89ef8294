"""The guide says what is true: its buttons, menus, pictures and links are there, and it is in Bahasa Indonesia."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import spl_desktop
from spl_desktop import shipped
from spl_desktop.ui.help.guide import FOLDER, ORDER, PICTURES, Guide, load, slug
from spl_desktop.ui.help.keymap import keys_page
from spl_desktop.ui.help.places import HOME, KEYS
from spl_desktop.ui.main_window import MainWindow
from spl_desktop.ui.settings import Settings
from tests.ui.test_language import ENGLISH

PACKAGE = Path(spl_desktop.__file__).parent
BOLD = re.compile(r"\*\*([^*]+)\*\*")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
WRITTEN = [page for page in ORDER if page != KEYS]
# Words of other programs that Indonesian staff use as they are.
NAMES = re.compile(r"CREATE TABLE|SPL Desktop|PDF/A")


def clean(text: str) -> str:
    """A text of the program as it is read on the screen."""
    return " ".join(re.sub(r"&(?=[\w&])", "", text).split())


def sources() -> Iterator[str]:
    """Every text that stands in the code of the window or in the rules whose words it shows, apart from docstrings."""
    for file in [*(PACKAGE / "ui").rglob("*.py"), *(PACKAGE / "domain").rglob("*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield clean(node.value)
    for name in shipped.names("forms"):
        yield str(tomllib.loads(shipped.read_text(name))["title"])


@pytest.fixture(scope="module")
def texts() -> set[str]:
    return set(sources())


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, settings: Settings) -> Iterator[MainWindow]:
    made = MainWindow(settings, Path("log"))
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def guide(window: MainWindow) -> Guide:
    return load(keys_page(window.actions_))


def menu_paths(window: MainWindow) -> set[str]:
    """Every entry of the menus with the menu that it stands in."""
    return {
        f"{clean(menu.title())} › {clean(action.text())}"
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.text()
    }


@pytest.mark.parametrize("page", WRITTEN)
def test_every_button_tab_and_menu_that_a_page_names_is_in_the_program(
    page: str, texts: set[str], window: MainWindow
) -> None:
    named = {" ".join(one.split()) for one in BOLD.findall(shipped.read_text(f"{FOLDER}/{page}.md"))}
    menus = {one for one in named if "›" in one}
    assert menus - menu_paths(window) == set()
    assert named - menus - texts == set()
    assert named, page


@pytest.mark.parametrize("page", WRITTEN)
def test_a_menu_is_always_named_with_its_path(page: str) -> None:
    text = " ".join(shipped.read_text(f"{FOLDER}/{page}.md").split())
    for found in re.finditer(r"\b[Mm]enu \*\*([^*]+)\*\*", text):
        assert "›" in found[1], found[0]


@pytest.mark.parametrize("page", WRITTEN)
def test_pages_are_indonesian(page: str) -> None:
    plain = NAMES.sub("", LINK.sub("", PICTURE.sub(r"\1", shipped.read_text(f"{FOLDER}/{page}.md"))))
    assert [found[0] for found in ENGLISH.finditer(plain)] == []


def test_every_shipped_page_is_in_the_contents(guide: Guide) -> None:
    assert sorted(shipped.names(FOLDER)) == sorted(f"{FOLDER}/{page}.md" for page in WRITTEN)
    assert tuple(guide.pages) == ORDER
    assert all(guide.pages[page].startswith("# ") for page in ORDER)
    assert len({guide.title(page) for page in ORDER}) == len(ORDER)


def test_every_link_leads_somewhere(guide: Guide) -> None:
    for page in WRITTEN:
        for target in LINK.findall(guide.pages[page]):
            file, _, anchor = target.partition("#")
            assert file.endswith(".md"), target
            assert guide.has(f"{file.removesuffix('.md')}#{anchor}" if anchor else file.removesuffix(".md")), target


def test_every_picture_is_there_described_and_small_and_none_is_left_over(guide: Guide) -> None:
    used = [found for page in WRITTEN for found in PICTURE.findall(guide.pages[page])]
    assert all(len(told) > 10 for told, _ in used)
    assert sorted({f"{FOLDER}/{file}" for _, file in used}) == sorted(shipped.names(PICTURES))
    assert sum(len(shipped.read_bytes(name)) for name in shipped.names(PICTURES)) < 3_000_000
    for name in shipped.names(PICTURES):
        picture = QImage.fromData(shipped.read_bytes(name))
        assert 300 < picture.width() <= 1366, name
        assert picture.height() <= 768, name


def test_no_two_sections_of_a_page_share_an_anchor(guide: Guide) -> None:
    for page in guide.pages:
        anchors = [section.anchor for section in guide.sections(page)]
        assert len(anchors) == len(set(anchors)), page


def test_the_search_finds_all_words_in_any_order_and_headings_first(guide: Guide) -> None:
    found = guide.find("disposisi lembar")
    assert found[0].section.place == "formulir#lembar-disposisi"
    assert all({"lembar", "disposisi"} <= set(re.findall(r"\w+", str(hit).casefold())) for hit in found)
    assert guide.find("   ") == ()
    assert guide.find("kuda nil") == ()
    (only,) = guide.find("PDF/A untuk arsip")
    assert only.section.page == "pratinjau"
    assert "PDF/A untuk arsip" in only.excerpt
    assert "*" not in only.excerpt


def test_excerpts_are_whole_words_around_what_was_sought(guide: Guide) -> None:
    words = {word for page in guide.pages for one in guide.sections(page) for word in one.text.split()}
    for hit in guide.find("register"):
        first, *_, last = hit.excerpt.split() or ["", ""]
        assert first in words | {"…", ""}, hit
        assert "register" in f"{hit.section.heading} {hit.excerpt}".casefold()
        assert last


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Mengembalikan, menunda, membatalkan", "mengembalikan-menunda-membatalkan"),
        ("Surat dan PIC", "surat-dan-pic"),
        ('Bila baris status berbunyi "Cadangan bermasalah"', "bila-baris-status-berbunyi-cadangan-bermasalah"),
    ],
)
def test_an_anchor_is_made_as_a_repository_makes_it(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_the_first_page_is_the_home_of_the_guide() -> None:
    assert ORDER[0] == HOME
