"""The shipped Word templates by name, and the script's side of them: building one from nothing."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop import shipped
from spl_desktop.domain.forms import Form, parse_form
from spl_desktop.reports import template_disposition

if TYPE_CHECKING:
    from docx.document import Document

CLASSIC: Final = "lembar-disposisi"
TWO_BOXES: Final = "lembar-disposisi-dua-kotak"


@cache
def forms() -> tuple[Form, ...]:
    """Every form that is shipped, by name of its file."""
    return tuple(parse_form(shipped.read_text(name)) for name in shipped.names("forms"))


@cache
def templates() -> "Mapping[str, Callable[[], Document]]":
    """Every template by its name, with what builds it."""
    from spl_desktop.reports import template_letters
    from spl_desktop.reports.template_form import form_template

    layouts: Mapping[str, Callable[[Form], Document]] = {
        "formulir": form_template,
        "nota_dinas": template_letters.memo,
        "surat": template_letters.letter,
        "surat_pengantar": template_letters.cover_letter,
        "berita_acara": template_letters.agreement,
    }
    return {
        CLASSIC: template_disposition.classic,
        TWO_BOXES: template_disposition.two_boxes,
        **{form.template: partial(layouts[form.layout], form) for form in forms()},
    }


def build(name: str) -> bytes:
    """The template of that name as a .docx file; its parts are the same whenever it is built."""
    stream = BytesIO()
    templates()[name]().save(stream)
    return stream.getvalue()
