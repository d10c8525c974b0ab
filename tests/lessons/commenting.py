"""Commenting as people do: through the form beside a page, and through the screen of who looks at what was written."""

from typing import Any

from django.test import Client

from lessons.forms.comments import SettleForm
from lessons.models import Comment

SAID = "Bij ons werkte bellen pas na een week."


def write(client: Client, page: Any, text: str = SAID, **more: Any) -> Comment:
    address = f"/reacties/bij/{page.pk}/" + (f"?op={more.pop('op').pk}" if "op" in more else "")
    assert client.post(address, {"text": text, **more}).status_code == 302
    return Comment.objects.latest("pk")


def settle(client: Client, comment: Comment, verdict: str = "show", **more: Any) -> Any:
    address = f"/reacties/{comment.pk}/beoordelen/"
    version = SettleForm(comment=Comment.objects.get(pk=comment.pk)).initial["version"]
    return client.post(address, {"verdict": verdict, "version": version, **more})


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def reads(client: Client, page: Any, text: str = SAID) -> bool:
    return text in client.get(page.url).content.decode()


def queue(client: Client) -> list[Comment]:
    context = client.get("/reacties/").context
    return [*context["reported"], *context["waiting"]]
