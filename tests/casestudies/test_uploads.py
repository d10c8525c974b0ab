"""What is uploaded in the admin: its name, title and words are checked, and its metadata is gone before it is kept."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, EncodedStreamObject, NameObject, NumberObject
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile

from casestudies.uploads import Unreadable, clean, read_text
from regions.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tree")]

MAKER = "Zwaantje Makersnaam"
CLEAN_WORDS = "Het gezin kreeg hulp en het ging beter."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# --- files, made as programs and cameras make them --------------------------------------------------------


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
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
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
    page["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
    remark = Text(rect=(10, 10, 40, 40), text="Een opmerking", title_bar=MAKER)
    writer.add_annotation(0, remark)
    if attached:
        writer.add_attachment("brief.txt", b"brief")
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# --- metadata ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_picture_loses_all_but_its_looks(kind: str, name: str) -> None:
    cleaned = clean(name, photo(kind))
    picture = Pillow.open(BytesIO(cleaned))
    assert MAKER.encode() not in cleaned
    assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (40, 20), {})


def test_a_picture_that_lay_on_its_side_is_upright() -> None:
    picture = Pillow.open(BytesIO(clean("a.jpg", photo(orientation=6))))
    assert (picture.size, dict(picture.getexif())) == ((20, 40), {})
    assert picture.convert("L").getpixel((19, 0)) < picture.convert("L").getpixel((0, 39))


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp")])
def test_what_moves_keeps_moving(kind: str, name: str) -> None:
    cleaned = clean(name, moving(kind))
    picture = Pillow.open(BytesIO(cleaned))
    assert MAKER.encode() not in cleaned
    assert picture.n_frames == 3


def test_a_document_loses_its_makers_and_not_its_words() -> None:
    before = docx(CLEAN_WORDS, comment="Een opmerking")
    cleaned = clean("a.docx", before)
    assert MAKER.encode() in unpacked(before)
    assert MAKER.encode() not in unpacked(cleaned)
    assert b"<Pages>1</Pages>" in unpacked(cleaned)
    assert read_text("a.docx", cleaned) == read_text("a.docx", before)
    assert CLEAN_WORDS in read_text("a.docx", cleaned)
    assert "Een opmerking" in read_text("a.docx", cleaned)


def test_a_pdf_loses_its_makers_and_not_its_words() -> None:
    cleaned = clean("a.pdf", pdf(CLEAN_WORDS))
    reader = PdfReader(BytesIO(cleaned))
    assert MAKER.encode() not in cleaned
    assert (reader.metadata or {}).get("/Author") is None
    assert reader.pages[0].images[0].image.size == (40, 20)
    assert CLEAN_WORDS in read_text("a.pdf", cleaned)
    assert "Een opmerking" in read_text("a.pdf", cleaned)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"geen zip"),
        ("a.docx", docx("x", inside={"word/embeddings/oleObject1.bin": b"x"})),
        ("a.docx", docx("x", inside={"word/footnotes.xml": b'<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'})),
        ("a.pdf", b"%PDF-1.7 stuk"),
        ("a.pdf", pdf("x", password="geheim")),
        ("a.pdf", pdf("x", attached=True)),
        ("a.jpg", b"\xff\xd8\xff stuk"),
        ("a.doc", b"x"),
    ],
)
def test_what_cannot_be_read_through_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        if not name.endswith(".jpg"):
            read_text(name, content)
        clean(name, content)


# --- the admin's doors ---------------------------------------------------------------------------------------


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    return tmp_path


@pytest.fixture
def client(media: Path, admin: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(admin)


def upload(client: Client, what: str, name: str, content: bytes, **data: Any) -> Any:
    root = Collection.get_first_root_node().pk
    sent = {"title": "Bijlage", "collection": root, "file": SimpleUploadedFile(name, content), **data}
    return client.post(f"/admin/{what}/add/", sent)


def many(client: Client, what: str, name: str, content: bytes) -> dict[str, Any]:
    return client.post(f"/admin/{what}/multiple/add/", {"files[]": SimpleUploadedFile(name, content)}).json()


def everything_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_picture_is_kept_without_its_metadata(client: Client, media: Path) -> None:
    upload(client, "images", "tafel.jpg", photo())
    assert Image.objects.get().title == "Bijlage"
    assert MAKER.encode() not in everything_in(media)


def test_a_large_one_comes_over_the_disk_and_is_cleaned_too(client: Client, media: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    upload(client, "images", "tafel.jpg", photo())
    upload(client, "documents", "verslag.docx", docx(CLEAN_WORDS))
    assert (Image.objects.count(), Document.objects.count()) == (1, 1)
    assert MAKER.encode() not in everything_in(media / "original_images")
    assert MAKER.encode() not in unpacked(next((media / "documents").iterdir()).read_bytes())


@pytest.mark.parametrize(
    "refused",
    [
        {"name": "bsn 111222333.txt"},
        {"title": "Bel 06-12345678"},
        {"content": b"Mail naar fatima@example.nl"},
        {"name": "oud.doc"},
        {"name": "brief.docx", "content": docx("Bel 06-12345678")},
        {"name": "brief.docx", "content": docx(CLEAN_WORDS, comment="Bel 06-12345678")},
        {"name": "brief.pdf", "content": pdf("Bel 06-12345678")},
        {"name": "brief.pdf", "content": pdf("x", password="geheim")},
    ],
)
def test_what_leads_straight_to_somebody_is_refused(client: Client, media: Path, refused: dict[str, Any]) -> None:
    sent: dict[str, Any] = {"name": "verslag.txt", "content": CLEAN_WORDS.encode(), "confirmed": "on", **refused}
    page = upload(client, "documents", sent.pop("name"), sent.pop("content"), **sent)
    assert page.status_code == 200
    assert not Document.objects.exists()
    assert not list(media.rglob("*.*"))


def test_what_may_tell_is_confirmed_first(client: Client) -> None:
    content = docx("Fatima ging naar basisschool De Regenboog.")
    page = upload(client, "documents", "verslag.docx", content).content.decode()
    assert not Document.objects.exists()
    assert 'type="checkbox" name="confirmed"' in page
    assert "Fatima" not in page
    upload(client, "documents", "verslag.docx", content, confirmed="on")
    assert Document.objects.get().title == "Bijlage"


def test_a_scan_is_read_by_who_uploads_it(client: Client) -> None:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    upload(client, "documents", "scan.pdf", out.getvalue())
    assert not Document.objects.exists()


def test_a_drawing_that_can_hold_scripts_is_refused(client: Client) -> None:
    upload(client, "images", "tafel.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><text>Fatima</text></svg>')
    assert not Image.objects.exists()


def test_many_at_once_go_the_same_way(client: Client, media: Path) -> None:
    assert many(client, "images", "tafel.jpg", photo())["success"]
    refused = many(client, "documents", "bsn 111222333.txt", b"x")
    assert (refused["success"], Document.objects.count()) == (False, 0)
    doubtful = many(client, "documents", "brief.docx", docx("Fatima ging naar basisschool De Regenboog."))
    assert 'name="uploaded-document-' in doubtful["form"]
    assert "confirmed" in doubtful["form"]
    waiting = UploadedFile.objects.get()
    assert MAKER.encode() not in unpacked(Path(waiting.file.path).read_bytes())
    address, prefix = (
        f"/admin/documents/multiple/create_from_uploaded_document/{waiting.pk}/",
        f"uploaded-document-{waiting.pk}",
    )
    data = {f"{prefix}-title": "Brief", f"{prefix}-collection": Collection.get_first_root_node().pk}
    assert not client.post(address, data).json()["success"]
    assert client.post(address, {**data, f"{prefix}-confirmed": "on"}).json()["success"]
    assert Document.objects.get().title == "Brief"
    assert MAKER.encode() not in everything_in(media / "original_images")


def test_another_title_of_what_is_there_is_checked_as_well(client: Client) -> None:
    upload(client, "documents", "verslag.txt", CLEAN_WORDS.encode())
    document = Document.objects.get()
    for title, kept in (("Bel 06-12345678", "Bijlage"), ("Over Fatima", "Bijlage"), ("Verslag", "Verslag")):
        data = {"title": title, "collection": document.collection_id}
        client.post(f"/admin/documents/edit/{document.pk}/", data)
        document.refresh_from_db()
        assert document.title == kept
