"""Wagtail's page permissions for a case that is read outside its circle."""

from wagtail.models import PagePermissionTester


class CheckedText(PagePermissionTester):
    """A draft can be edited; what others read changes by its privacy check and in no other way, for a superuser neither."""

    def can_publish(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: object) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False
