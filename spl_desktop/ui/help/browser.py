"""A page of the guide as it is read: Markdown with its pictures, in the colours of the theme."""

from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from spl_desktop import shipped
from spl_desktop.ui import theme
from spl_desktop.ui.help.guide import PICTURES, slug

_MARGIN: Final = 3 * theme.GAP
_BLOCK_GAP: Final = theme.GAP
_OBJECT: Final = "\ufffc"  # stands for a picture in the text


class GuideBrowser(QTextBrowser):
    """Shows Markdown; `wanted` tells the place ("page#section") of a link that was followed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName("Isi panduan")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)
        self._markdown = ""

    def show_page(self, markdown: str) -> None:
        """Shows a page from its beginning."""
        self._markdown = markdown
        self.document().setDocumentMargin(_MARGIN)
        self.setMarkdown(markdown)
        self._dress()
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def redress(self) -> None:
        """Shows the same page in the colours now in use."""
        place = self.verticalScrollBar().value()
        self.show_page(self._markdown)
        self.verticalScrollBar().setValue(place)

    def mark(self, words: str) -> None:
        """Marks every place of each word; none for an empty text."""
        marked = []
        for word in words.split():
            cursor = QTextCursor(self.document())
            while not (cursor := self.document().find(word, cursor)).isNull():
                found = QTextEdit.ExtraSelection()
                found.cursor = cursor
                found.format.setBackground(QBrush(theme.color("warn_soft")))
                marked.append(found)
        self.setExtraSelections(marked)

    def _follow(self, url: QUrl) -> None:
        page = url.path().removesuffix(".md")
        self.wanted.emit(f"{page}#{url.fragment()}" if url.fragment() else page)

    def _dress(self) -> None:
        """Gives headings their anchors, and paragraphs and tables their room."""
        document = self.document()
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            level = shape.headingLevel()
            if level and not block.textList():
                shape.setTopMargin(3 * _BLOCK_GAP if level > 1 else 0)
                shape.setBottomMargin(_BLOCK_GAP)
                anchor = QTextCharFormat()
                anchor.setAnchor(True)
                anchor.setAnchorNames([slug(block.text())])
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(anchor)
            elif block.textList():
                last = block.next().textList() is None
                shape.setBottomMargin(_BLOCK_GAP if last else _BLOCK_GAP // 2)
            elif cursor.currentTable() is None:
                shape.setBottomMargin(_BLOCK_GAP)
            if cursor.currentTable() is None and _OBJECT not in block.text():
                shape.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)

    @staticmethod
    def _dress_table(table: QTextTable) -> None:
        shape = table.format()
        shape.setBorderBrush(QBrush(theme.color("line")))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setCellPadding(5)
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in (64, 36)])
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)

    def _fit_pictures(self) -> None:
        """No picture is wider than the page, and none is shown larger than it is."""
        room = self.viewport().width() - 2 * _MARGIN - 2
        ratio = self.devicePixelRatioF()
        document = self.document()
        block = document.begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                fragment = parts.fragment()
                parts += 1
                shape = fragment.charFormat()
                if shape.objectType() != QTextFormat.ObjectTypes.ImageObject.value:
                    continue
                picture = shape.toImageFormat()
                image = _picture(QUrl(picture.name()).fileName())
                if image is not None and room > 0:
                    # Scaled here, because the painter of texts leaves out lines of pixels instead of blending them.
                    width = min(room, image.width())
                    scaled = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
                    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(picture.name()), scaled)
                    self._scale(fragment.position(), picture, width, width * image.height() / image.width())
            block = block.next()

    def _scale(self, position: int, picture: QTextImageFormat, width: float, height: float) -> None:
        picture.setWidth(width)
        picture.setHeight(height)
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(picture)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures come from the files that are shipped; nothing else is fetched from anywhere."""
        wants_picture = kind == QTextDocument.ResourceType.ImageResource.value
        return _picture(QUrl(name).fileName()) if wants_picture else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_pictures()


@lru_cache(maxsize=8)
def _picture(file: str) -> QImage | None:
    if f"{PICTURES}/{file}" not in shipped.names(PICTURES):
        return None
    return QImage.fromData(QByteArray(shipped.read_bytes(f"{PICTURES}/{file}")))
