"""A file made to bring the site down is refused, and words hidden beside the text are read all the same."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image as Pillow
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from casestudies.uploads import Unreadable, clean, read_text
from tests.factories.files import docx

BSN = "111222333"


def broken(how: Callable[[bytearray, int, int], None]) -> bytes:
    """A document of which the first file inside is damaged: ``how`` gets the bytes and where both of its headers stand."""
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<x>hallo</x>")
    content = bytearray(out.getvalue())
    how(content, 0, content.index(b"PK\x01\x02"))
    return bytes(content)


def other_words(content: bytearray, _local: int, _central: int) -> None:
    content[:] = content.replace(b"hallo", b"HALLO")


def locked(content: bytearray, local: int, central: int) -> None:
    content[local + 6] |= 1
    content[central + 8] |= 1


def packed_strangely(content: bytearray, local: int, central: int) -> None:
    content[local + 8] = content[central + 10] = 99


@pytest.mark.parametrize("how", [other_words, locked, packed_strangely])
def test_a_broken_package_is_refused(how: Callable[[bytearray, int, int], None]) -> None:
    for read in (read_text, clean):
        with pytest.raises(Unreadable):
            read("a.docx", broken(how))


def test_nesting_without_end_is_read_through() -> None:
    deep = b"<a>" * 20_000 + BSN.encode() + b"</a>" * 20_000
    assert BSN in read_text("a.docx", docx("x", inside={"word/footnotes.xml": deep}))


@pytest.mark.parametrize("name", ["a.gif", "a.docx"])
def test_a_small_picture_that_no_memory_holds_is_refused(name: str) -> None:
    out, frames = BytesIO(), [Pillow.new("P", (4000, 4000), colour) for colour in (0, 1)]
    frames[0].save(out, "GIF", save_all=True, append_images=[frames[1], frames[0]] * 6)
    bomb = out.getvalue()
    assert len(bomb) < 300_000
    with pytest.raises(Unreadable):
        clean(name, bomb if name == "a.gif" else docx("x", inside={"word/media/image2.gif": bomb}))


@pytest.mark.parametrize("inside", ["word/afchunk.html", "word/inside.docx", "word/letter.RTF"])
def test_another_document_inside_is_refused(inside: str) -> None:
    with pytest.raises(Unreadable):
        read_text("a.docx", docx("x", inside={inside: BSN.encode()}))


def test_words_beside_the_text_of_a_document_are_read() -> None:
    link = b'<Relationships><Relationship Target="mailto:iemand@example.org" TargetMode="External"/></Relationships>'
    picture = f'<x xmlns:wp="p"><wp:docPr name="Afbeelding 1" descr="brief {BSN}"/></x>'.encode()
    said = read_text("a.docx", docx("x", inside={"word/_rels/d.xml.rels": link, "word/D2.XML": picture}))
    assert ("iemand@example.org" in said, BSN in said) == (True, True)


def test_words_beside_the_pages_of_a_pdf_are_read() -> None:
    """A form that was filled in, a link and the list of contents."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    area = ArrayObject([FloatObject(0)] * 4)
    field = {"/Subtype": NameObject("/Widget"), "/V": TextStringObject(f"bsn {BSN}"), "/Rect": area}
    action = DictionaryObject({NameObject("/URI"): TextStringObject("mailto:iemand@example.org")})
    link = {"/Subtype": NameObject("/Link"), "/A": action, "/Rect": area}
    notes = [DictionaryObject({NameObject(name): value for name, value in one.items()}) for one in (field, link)]
    page[NameObject("/Annots")] = writer._add_object(ArrayObject([writer._add_object(one) for one in notes]))
    writer.add_outline_item(title="Gesprek met de buurvrouw", page_number=0)
    out = BytesIO()
    writer.write(out)
    said = read_text("a.pdf", out.getvalue())
    for words in (BSN, "iemand@example.org", "buurvrouw"):
        assert words in said
