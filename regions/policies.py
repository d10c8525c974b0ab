"""Who may do what in the administration, where a rule says it and no permission that is given out there."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Membership, User
from .rules import is_editor
from .states import Role


class EditorsPolicy(ModelPermissionPolicy):
    """For what the national editors keep; who runs the site does not keep it. ``may`` is the rule that says who is one."""

    def __init__(self, model: type[Model], may: Callable[[Any], bool] = is_editor) -> None:
        super().__init__(model)
        self.may = may

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.may(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.may(user)

    def users_with_any_permission(self, actions: Any) -> Any:
        seats = Membership.objects.reading().filter(role=Role.EDITOR)
        return User.objects.filter(is_active=True, memberships__in=seats).distinct()
