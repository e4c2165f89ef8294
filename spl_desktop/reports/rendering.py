"""Fills a Word template: sandboxed, strict about unknown fields, in the office's kop, on its paper."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

from spl_desktop.domain.errors import UserError
from spl_desktop.reports import pieces
from spl_desktop.reports.template_parts import STAMP_CM
from spl_desktop.reports.views import Letterhead, Paper

if TYPE_CHECKING:
    from docx.section import Section
    from docxtpl import DocxTemplate
    from jinja2 import Environment

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value] | None"
"""What a field of a template may hold."""

LOGO_CM: Final = (2.2, 2.5)
"""The room for the logo, width and height."""


class TemplateFault(Exception):
    """A template that cannot be filled; a way of saying so that callers can tell from a bug of ours."""


PROPERTIES: Final = "properti berkas"
_LOGO: Final = "Logo"
_STAMP: Final = "Kode QR"
# What XML cannot hold; docxtpl gives \a and \f a meaning of their own.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def render(
    template: bytes,
    context: Mapping[str, Value],
    letterhead: Letterhead,
    paper: Paper,
    title: str,
    on: date,
    *,
    stamp: bytes | None = None,
    mark: str = "",
) -> bytes:
    """The filled template as the bytes of a .docx file; `stamp` is the picture (PNG) of its QR, `mark` what it says.

    To the fields of `context` come `kop`, `logo` and `kode_qr`, the last two empty where there is no picture. UserError
    where the logo is no picture that Word can show; jinja2.TemplateError where the template is not one of these fields.
    """
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    fields: dict[str, object] = {**context, "kop": kop_of(letterhead), "logo": "", "kode_qr": ""}
    if letterhead.logo:
        fields["logo"] = _picture(document, letterhead.logo, LOGO_CM)
    if stamp:
        fields["kode_qr"] = _picture(document, stamp, (STAMP_CM, STAMP_CM))
    document.render(fields, environment(), autoescape=True)
    _finish(document, letterhead, stamp, paper, title, on)
    # Found there again when the file comes back, without looking for the picture.
    document.docx.core_properties.identifier = mark[:255]
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def render_own(
    own: bytes,
    context: Mapping[str, Value],
    letterhead: Letterhead,
    paper: Paper,
    title: str,
    on: date,
    *,
    stamp: bytes | None = None,
    mark: str = "",
) -> bytes:
    """The same from a template of the office's own; TemplateFault where that template cannot be filled."""
    try:
        return render(own, context, letterhead, paper, title, on, stamp=stamp, mark=mark)
    except UserError:
        raise
    except Exception as error:  # a template is code of somebody else and may fail in any way
        raise TemplateFault(str(error)) from error


def evaluated(source: str, values: Mapping[str, object]) -> str:
    """What a piece of an own template says with these values; TemplateFault where it cannot be evaluated."""
    try:
        return environment().from_string(source).render(values)
    except Exception as error:  # as above
        raise TemplateFault(str(error)) from error


def sources_of(own: bytes) -> tuple[tuple[str, str], ...]:
    """Every text of an own template that is evaluated, as it is evaluated, each after the words for its part.

    TemplateFault where the file cannot be opened.
    """
    try:
        return tuple(_sources(own))
    except Exception as error:  # python-docx says so in any class
        raise TemplateFault(str(error)) from error


def _sources(own: bytes) -> Iterator[tuple[str, str]]:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(own))
    template.render_init()
    yield "isi", template.patch_xml(template.get_xml())
    for kind, words in ((RELATIONSHIP_TYPE.HEADER, "kop halaman"), (RELATIONSHIP_TYPE.FOOTER, "kaki halaman")):
        for _, part in template.get_headers_footers(kind):
            yield words, template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield "catatan kaki", template.patch_xml(part.blob.decode("utf-8"))
    core = template.docx.core_properties
    for text in (core.author, core.comments, core.identifier, core.language, core.subject, core.title):
        yield PROPERTIES, text


def _finish(
    template: "DocxTemplate", letterhead: Letterhead, stamp: bytes | None, paper: Paper, title: str, on: date
) -> None:
    document = template.docx
    pieces.drop_unfilled(document)
    pieces.keep_signatures(document)
    pieces.finish_pictures(document, {stamp or b"": _STAMP, letterhead.logo or b"": _LOGO})
    before = _room(document.sections[0])
    for section in document.sections:
        pieces.set_paper(section, paper)
    if (now := _room(document.sections[0])) != before:
        pieces.widen(document, now / before)
    core = document.core_properties
    office = clean(letterhead.office).replace("\n", " ")
    # Core properties hold at most 255 characters.
    core.author = core.last_modified_by = office[:255]
    core.title, core.language = clean(title).replace("\n", " ")[:255], pieces.LANGUAGE
    core.created = core.modified = datetime.combine(on, time(), UTC)


def _room(section: "Section") -> int:
    """The width between the margins."""
    return (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)


def kop_of(letterhead: Letterhead) -> dict[str, Value]:
    """The kop as templates name it."""
    contact = letterhead.contact
    if letterhead.postal_code:
        contact = f"{contact} Kode\u00a0Pos\u00a0{letterhead.postal_code}".strip()
    return {
        "pemerintah": letterhead.government,
        "instansi": letterhead.office,
        "alamat": letterhead.address,
        "kontak": contact,
    }


def environment() -> "Environment":
    """Where templates are evaluated: nothing of Python can be reached, and a field that is not there is an error."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup, escape

    def printable(value: object) -> object:
        if not isinstance(value, str):
            return value
        # docxtpl reads {_ and _} as braces that the template's author wanted to print.
        return Markup(str(escape(clean(value))).replace("{_", "&#123;_").replace("_}", "_&#125;"))

    made = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=printable)
    made.globals.clear()  # a template needs no range(10**9)
    return made


def clean(text: str) -> str:
    """The text without what a Word file cannot hold; every kind of new line is one."""
    return _FORBIDDEN.sub("", _NEW_LINE.sub("\n", text))


def paragraphs(text: str) -> list[Value]:
    """The text by paragraphs, a dash where there is none."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()] or ["-"]


def _picture(template: "DocxTemplate", picture: bytes, room: tuple[float, float]) -> object:
    from docxtpl import InlineImage

    width, height = pieces.fitted(picture, room)
    return InlineImage(template, BytesIO(picture), width=width, height=height)
