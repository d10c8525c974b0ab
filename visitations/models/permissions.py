"""What Wagtail's admin lets people do with the pages of a visitation: less than with other pages of a region, because those
who edit the region's pages are the ones who are visited."""

from typing import Any

from wagtail.models import PagePermissionTester

from lessons.policies import Nobody, is_outside
from regions.rules import is_editor

from ..rules import has_seat


class OnlyEditorsEdit(PagePermissionTester):
    """The text around a visitation is the national editors', as far as they sit at neither table. Copying, moving or deleting
    it would break the trajectory."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False


def visitation_tester(user: Any, page: Any) -> PagePermissionTester:
    edits = not is_outside(user, page) and (user.is_superuser or is_editor(user)) and not has_seat(user, page)
    return OnlyEditorsEdit(user, page) if edits else Nobody(page)
