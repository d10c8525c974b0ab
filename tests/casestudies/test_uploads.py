"""What is uploaded in the admin: its name, title and words are checked, and its metadata is gone before it is kept."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from pypdf import PdfReader, PdfWriter
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, UploadedFile

from casestudies.uploads import Unreadable, clean, read_text
from regions.models import User
from tests.factories.files import MAKER, docx, moving, pdf, photo, unpacked

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tree")]

CLEAN_WORDS = "Het gezin kreeg hulp en het ging beter."


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
    grey = picture.convert("L").tobytes()
    assert grey[19] < grey[39 * 20]


@pytest.mark.parametrize(("kind", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp")])
def test_what_moves_keeps_moving(kind: str, name: str) -> None:
    cleaned = clean(name, moving(kind))
    picture = Pillow.open(BytesIO(cleaned))
    assert MAKER.encode() not in cleaned
    assert getattr(picture, "n_frames", 1) == 3


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
    assert reader.metadata is None or reader.metadata.author is None
    picture = reader.pages[0].images[0].image
    assert picture is not None
    assert picture.size == (40, 20)
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


def test_the_chooser_in_a_page_is_the_same_door(client: Client, media: Path) -> None:
    root = Collection.get_first_root_node().pk
    for what, name, content in (("images", "tafel.jpg", photo()), ("documents", "bsn 111222333.txt", b"x")):
        prefix = "image-chooser-upload" if what == "images" else "document-chooser-upload"
        sent = {"title": "Bijlage", "collection": root, "file": SimpleUploadedFile(name, content)}
        client.post(f"/admin/{what}/chooser/create/", {f"{prefix}-{key}": value for key, value in sent.items()})
    assert (Image.objects.count(), Document.objects.count()) == (1, 0)
    assert MAKER.encode() not in everything_in(media)
