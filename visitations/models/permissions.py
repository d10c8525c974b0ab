"""What Wagtail's admin lets people do with the pages of a visitation: less than with other pages of a region, because those
who edit the region's pages are the ones who are visited."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.models import PagePermissionTester

from lessons.policies import is_outside
from regions.rules import is_editor


class NobodyEdits(PagePermissionTester):
    """A report is written in the committee's workspace and stands as it was published; no right in the admin reaches it."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(AnonymousUser(), page)
        self.permissions: set[str] = set()

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return False


class OnlyEditorsEdit(PagePermissionTester):
    """The text around a visitation is the national editors'. Copying, moving or deleting it would break the trajectory."""

    def __init__(self, user: Any, page: Any) -> None:
        may = not is_outside(user, page) and (user.is_superuser or is_editor(user))
        super().__init__(user if may else AnonymousUser(), page)
        if not may:
            self.permissions: set[str] = set()

    def can_unlock(self) -> bool:
        return self.user.is_active and super().can_unlock()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False
