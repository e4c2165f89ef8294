"""The conformance of a case, or of a period, as a Word document across the sheet: the verdict, then the tables."""

from spl_desktop.reports import sheet
from spl_desktop.reports.conformance_tables import Account
from spl_desktop.reports.views import Letterhead, Paper


def conformance_document(account: Account, letterhead: Letterhead, paper: Paper) -> bytes:
    """It as a .docx file; UserError where the logo is no picture that Word can show."""
    document = sheet.new_sheet(paper)
    sheet.add_kop(document, letterhead)
    sheet.add_title(document, *account.title)
    if account.identity:
        sheet.add_identity(document, account.identity)
    for sentence in account.sentences:
        document.add_paragraph(sentence)
    if account.note:
        sheet.add_note(document, account.note)
    said = ""
    for table in account.tables:
        if not table.rows:
            sheet.add_heading(document, table.name)
            document.add_paragraph(table.empty)
            continue
        sheet.add_columns(document, table.name, table.columns, table.rows)
        if table.note and table.note != said:  # two tables one after the other may need the same words
            sheet.add_note(document, table.note)
            said = table.note
    if account.identity:  # that of a case goes into its file, looked through by somebody
        sheet.add_check(document)
    return sheet.finished(document, letterhead, paper, " ".join(account.title), account.on)
