"""The shipped Word templates by name, and the script's side of them: building one from nothing."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

from spl_desktop import shipped
from spl_desktop.domain.forms import parse_form
from spl_desktop.reports import template_disposition, template_validation
from spl_desktop.reports.template_form import form_template

if TYPE_CHECKING:
    from docx.document import Document

CLASSIC: Final = "lembar-disposisi"
TWO_BOXES: Final = "lembar-disposisi-dua-kotak"
VALIDATION: Final = "laporan-hasil-validasi"

TEMPLATES: Final[Mapping[str, "Callable[[], Document]"]] = {
    CLASSIC: template_disposition.classic,
    TWO_BOXES: template_disposition.two_boxes,
    VALIDATION: template_validation.validation,
    "kartu-api": lambda: form_template(parse_form(shipped.read_text("forms/kartu_api.toml"))),
}


def build(name: str) -> bytes:
    """The template of that name as a .docx file; its parts are the same whenever it is built."""
    stream = BytesIO()
    TEMPLATES[name]().save(stream)
    return stream.getvalue()
