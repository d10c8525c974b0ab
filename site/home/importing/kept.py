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

from regions.models import User

FOLDER = "invoer"
KEPT_FOR = timedelta(hours=1)
SALT = "home.importing"


DONE = "-klaar"


class Expired(Exception):
    """It was confirmed too late, by somebody else, or is gone."""


class Done(Exception):
    """It was confirmed before, and carried out."""


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

    def claim(self) -> bytes:
        """What was sent in, for one at a time: whoever comes second waits until the transaction of the first has ended, and
        gets `Done` when that carried it out. `Expired` when it is gone."""
        User.objects.select_for_update(no_key=True).get(pk=self.user)
        storage = storages["private"]
        if storage.exists(self.path + DONE):
            raise Done
        try:
            with storage.open(self.path) as file:
                data: bytes = file.read()
        except FileNotFoundError as error:
            raise Expired from error
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise Expired
        return data

    def mark_done(self) -> None:
        """Inside the transaction that claimed it. The mark is there before what was sent in is gone."""
        storages["private"].save(self.path + DONE, ContentFile(b""))
        storages["private"].delete(self.path)

    def give_back(self, data: bytes) -> None:
        """For a transaction that failed as late as at its end."""
        storage = storages["private"]
        if not storage.exists(self.path):
            storage.save(self.path, ContentFile(data))
        storage.delete(self.path + DONE)


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
