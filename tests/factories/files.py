"""Files as programs and cameras make them, with what they write of their maker."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject

MAKER = "Zwaantje Makersnaam"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def photo(kind: str = "JPEG", *, orientation: int = 1) -> bytes:
    """Taken by a telephone: with its place, maker and a remark."""
    exif = Pillow.Exif()
    exif[0x010F], exif[0x0112], exif[0x9286], exif[0x013B] = "Makersnaam", orientation, MAKER, MAKER
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 0.0), 3: "E", 4: (5.0, 7.0, 0.0)})
    out, text = BytesIO(), PngInfo()
    text.add_text("Author", MAKER)
    more: dict[str, Any] = {"pnginfo": text} if kind == "PNG" else {"comment": MAKER} if kind == "JPEG" else {}
    picture = Pillow.new("RGB", (40, 20), "white")
    picture.putpixel((0, 0), (0, 0, 0))
    picture.save(out, kind, exif=exif, xmp=f"<x>{MAKER}</x>".encode(), **more)
    assert MAKER.encode() in out.getvalue()
    return out.getvalue()


def moving(kind: str) -> bytes:
    frames = [Pillow.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    more = {"comment": MAKER.encode()} if kind == "GIF" else {"xmp": MAKER.encode()}
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, **more)
    assert MAKER.encode() in out.getvalue()
    return out.getvalue()


def docx(*paragraphs: str, comment: str = "", inside: dict[str, bytes] | None = None) -> bytes:
    """Each word in two pieces, as Word writes what was corrected while typing."""
    said = "".join(
        f'<w:p><w:ins w:id="1" w:author="{MAKER}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>{text[:3]}</w:t></w:r>'
        f"<w:r><w:t>{text[3:]}</w:t></w:r></w:ins></w:p>"
        for text in paragraphs
    )
    files = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{said}</w:body></w:document>'.encode(),
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="{MAKER}" w:initials="ZM">'
        f"<w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>".encode(),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{MAKER}</dc:creator>'
        f"<cp:lastModifiedBy>{MAKER}</cp:lastModifiedBy></cp:coreProperties>".encode(),
        "docProps/app.xml": f'<Properties xmlns="p"><Company>{MAKER}</Company><Pages>1</Pages></Properties>'.encode(),
        "word/media/image1.jpeg": photo(),
        **(inside or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    with ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        return b"\n".join(packed.read(name) for name in packed.namelist())


def pdf(said: str, *, password: str = "", attached: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    words = DecodedStreamObject()
    words.set_data(f"BT /F1 12 Tf 10 100 Td ({said}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(words)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject(
        {NameObject("/F1"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
    )
    resources = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Resources")] = resources
    writer.add_metadata({"/Author": MAKER, "/Title": MAKER})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x>{MAKER}</x>".encode())
    writer._root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    picture = EncodedStreamObject()
    picture._data = photo()
    looks = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode", "/ColorSpace": "/DeviceRGB"}
    picture.update({NameObject(name): NameObject(value) for name, value in looks.items()})
    picture.update(
        {NameObject(name): NumberObject(n) for name, n in (("/Width", 40), ("/Height", 20), ("/BitsPerComponent", 8))}
    )
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
    remark = Text(rect=(10, 10, 40, 40), text="Een opmerking", title_bar=MAKER)
    writer.add_annotation(0, remark)
    if attached:
        writer.add_attachment("brief.txt", b"brief")
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
