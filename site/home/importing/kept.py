"""What somebody sent in, kept until they confirm it: a file that only the site opens, and a signed word that names it."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

FOLDER = "invoer"
KEPT_FOR = timedelta(hours=1)
SALT = "home.importing"


class Expired(Exception):
    """It was confirmed too late, by somebody else, or is gone."""


@dataclass(frozen=True)
class Kept:
    """``fingerprint`` is that of the plan that was shown."""

    user: int
    kind: str
    circle: int | None
    path: str
    name: str
    digest: str
    fingerprint: str

    @property
    def word(self) -> str:
        return signing.dumps(asdict(self), salt=SALT)

    def read(self) -> bytes:
        try:
            with storages["private"].open(self.path) as file:
                data = file.read()
        except FileNotFoundError as error:
            raise Expired from error
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise Expired
        return data

    def forget(self) -> None:
        storages["private"].delete(self.path)


def keep(data: bytes, *, user: Any, kind: str, circle: int | None, name: str, fingerprint: str) -> Kept:
    path = storages["private"].save(f"{FOLDER}/{user.pk}-{token_hex(12)}", ContentFile(data))
    digest = hashlib.sha256(data).hexdigest()
    return Kept(user.pk, kind, circle, path, name[:150], digest, fingerprint)


def kept_as(word: str, *, user: Any) -> Kept:
    try:
        kept = Kept(**signing.loads(word, salt=SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError) as error:
        raise Expired from error
    if kept.user != user.pk:
        raise Expired
    return kept


def run_due() -> None:
    """Throws away what nobody confirmed in time."""
    storage = storages["private"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nobody sent anything in yet
        return
    for name in names:
        if storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - KEPT_FOR:
            storage.delete(f"{FOLDER}/{name}")
