"""Files of data are made outside the request that asked for them, by whichever process has a clock, and thrown away in time.

Whoever makes one claims its row first; a process that is killed leaves the row claimed, and another takes it up afterwards.
"""

import datetime
import logging
from secrets import token_hex
from typing import IO, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from regions import emails
from regions.audit import record
from regions.models import Region, User
from regions.rules import is_coordinator

from . import own_data, region_data
from .bundles import Bundle
from .models import Package

logger = logging.getLogger(__name__)

FOLDER = "meegenomen"
CLAIMED_FOR = datetime.timedelta(minutes=15)
MOST_TRIES = 4


class Reader(HttpRequest):
    """Nobody asks at this moment: addresses are the site's own, and what may be read is what ``user`` may."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user, self.method, self.path = user, "GET", "/"
        self.at = urlsplit(settings.BASE_URL)
        self.META = {"SERVER_NAME": self.at.hostname, "SERVER_PORT": str(self.at.port or self._usual_port())}

    def _usual_port(self) -> int:
        return 443 if self.at.scheme == "https" else 80

    def _get_scheme(self) -> str:
        return self.at.scheme

    def get_host(self) -> str:
        return self.at.netloc


def packages_of(user: Any, region: Region | None) -> Any:
    return Package.objects.filter(asked_by=user, region=region)


def may_have(user: User, region: Region | None) -> bool:
    return user.is_active and (region is None or is_coordinator(user, region))


def ask(user: User, region: Region | None) -> None:
    """Asked twice it is made once; what was made before makes room."""
    now = timezone.now()
    package, made = Package.objects.get_or_create(asked_by=user, region=region, defaults={"try_at": now})
    if made:
        return
    anew = Package.objects.filter(pk=package.pk, try_at=None)
    if anew.update(asked_at=now, try_at=now, tries=0, path="", ready_at=None, expires_at=None, missing=0):
        _throw_away(package.path)


def open_for(user: User, region: Region | None) -> IO[bytes] | None:
    """None when there is no file to take along. That it was taken along is written down."""
    package = packages_of(user, region).first()
    if package is None or not package.is_ready:
        return None
    try:
        file = storages["private"].open(package.path)
    except FileNotFoundError:
        return None
    record(region or user, "home.take_region_data" if region else "home.take_own_data", user=user)
    return file


# --- by the clock ----------------------------------------------------------------------------------


def run_due() -> None:
    for package in Package.objects.filter(try_at__lte=timezone.now()).select_related("asked_by", "region"):
        claimed = Package.objects.filter(pk=package.pk, tries=package.tries).exclude(try_at=None)
        if claimed.update(tries=F("tries") + 1, try_at=timezone.now() + CLAIMED_FOR):
            package.tries += 1
            _make(package)


def _make(package: Package) -> None:
    """Of a row that was claimed. One that fails keeps no other from being made."""
    if not may_have(package.asked_by, package.region):
        package.delete()
        return
    try:
        if package.tries > MOST_TRIES:  # who made it was killed each time
            raise RuntimeError("It was begun too often")
        with override(package.asked_by.language):
            _finish(package, _bundle_of(package))
    except Exception:
        logger.exception("File of data %s could not be made", package.pk)
        again = timezone.now() + datetime.timedelta(minutes=2**package.tries)
        _mine(package).update(try_at=again if package.tries < MOST_TRIES else None)


def _mine(package: Package) -> Any:
    return Package.objects.filter(pk=package.pk, tries=package.tries).exclude(try_at=None)


def _bundle_of(package: Package) -> Bundle:
    if package.region is None:
        return own_data.bundle_of(package.asked_by)
    return region_data.bundle_of(package.region, Reader(package.asked_by))


def _finish(package: Package, bundle: Bundle) -> None:
    with bundle.packed() as file:
        path = storages["private"].save(f"{FOLDER}/{package.pk}-{token_hex(12)}", File(file))
    now = timezone.now()
    until = now + datetime.timedelta(hours=settings.DATA_KEPT_HOURS)
    ready = {"path": path, "ready_at": now, "expires_at": until, "try_at": None, "missing": bundle.missing}
    with transaction.atomic():
        if _mine(package).update(**ready):
            _tell(package)
            return
    _throw_away(path)  # it took so long that another made it


def _tell(package: Package) -> None:
    region = package.region
    path = reverse("home:region_data", args=[region.slug]) if region else reverse("home:own_data")
    emails.send(
        package.asked_by,
        subject=_("The file you asked for is ready"),
        template="home/emails/package.txt",
        context={"path": path, "hours": settings.DATA_KEPT_HOURS},
    )


def _throw_away(path: str) -> None:
    if path:
        storages["private"].delete(path)


def forget() -> None:
    """Throws away what is past its time, and files that no row names: of an account that went, of a killed process."""
    now = timezone.now()
    for package in Package.objects.filter(expires_at__lte=now):
        # One that was asked for anew meanwhile is another.
        gone, _kinds = Package.objects.filter(pk=package.pk, expires_at__lte=now).delete()
        if gone:
            _throw_away(package.path)
    storage = storages["private"]
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nothing was ever made
        return
    named = set(Package.objects.exclude(path="").values_list("path", flat=True))
    for path in (f"{FOLDER}/{name}" for name in names):
        if path not in named and storage.get_modified_time(path) < now - CLAIMED_FOR:
            storage.delete(path)
