"""What was uploaded: pictures in the sizes of a page have an address, originals and documents are asked for by rule."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tree")]


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    return tmp_path


@pytest.fixture
def image(media: Path) -> Image:
    return Image.objects.create(title="Tafel", file=get_test_image_file("tafel.png"))


@pytest.fixture
def document(media: Path) -> Document:
    return Document.objects.create(
        title="Verslag", file=ContentFile(b"verslag", "verslag.txt"), collection=Collection.get_first_root_node()
    )


def test_a_picture_is_shown_in_the_size_of_a_page(image: Image, visitor: Client) -> None:
    response = visitor.get(image.get_rendition("max-165x165").url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "public, max-age=86400")
    assert b"".join(response).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/images/",
        "/media/images/geen.png",
        "/media/images/..",
        "/media/images/..%2Fdocuments%2Fverslag.txt",
        "/media/images/%2e%2e/documents/verslag.txt",
        "/media/images/..%5Cdocuments%5Cverslag.txt",
        "/media/documents/verslag.txt",
        "/media/original_images/tafel.png",
    ],
)
def test_nothing_else_has_an_address_in_media(
    path: str, image: Image, document: Document, admin: Any, client_of: Any
) -> None:
    image.get_rendition("max-165x165")
    response = client_of(admin).get(path, follow=True)
    assert response.status_code == 404


def test_a_document_is_asked_for_by_its_own_address(document: Document, visitor: Client) -> None:
    response = visitor.get(document.url)
    assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    assert response["Content-Disposition"].startswith("attachment")


def test_a_document_of_a_private_collection_asks_who_reads(
    document: Document, visitor: Client, client_of: Any, outsider: Any, editor: Any
) -> None:
    group = Group.objects.create(name="Lezers")
    editor.groups.add(group)
    private = Collection.get_first_root_node().add_child(name="Besloten")
    restriction = CollectionViewRestriction.objects.create(collection=private, restriction_type="groups")
    restriction.groups.add(group)
    Document.objects.filter(pk=document.pk).update(collection=private)
    assert client_of(editor).get(document.url).status_code == 200
    door = visitor.get(document.url, follow=True).redirect_chain[-1][0]
    assert unquote(door) == f"/account/login/?next={document.url}"
    refused = client_of(outsider).get(document.url, follow=True)
    assert (refused.status_code, refused.redirect_chain[-1][0].startswith("/_util/login/")) == (403, True)


def test_wagtails_own_sign_in_lets_nobody_in(visitor: Client, outsider: Any) -> None:
    """It asks for no second factor."""
    visitor.post("/_util/login/", {"username": outsider.email, "password": "correct-horse-battery"})
    assert "_auth_user_id" not in visitor.session
    assert visitor.get("/_util/login/?next=/x/").url == "/account/login/?next=/x/"
