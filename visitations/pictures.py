"""Pictures of reports: kept where nobody meets them, and handed out with the report alone."""

from typing import Any

from wagtail.images import get_image_model, get_permission_policy
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

COLLECTION = "Visitation reports"
TITLE = "Picture in a report"  # says nothing: the admin's search reads titles


def collection() -> Collection:
    """Where pictures of reports are; laid at the first of them."""
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def outside_reports(images: Any) -> Any:
    """By the collection's key, which search can narrow by as well."""
    return images.exclude(collection__in=list(Collection.objects.filter(name=COLLECTION).values_list("pk", flat=True)))


class PicturesOutsideReports(CollectionOwnershipPermissionPolicy):
    """Wagtail's own policy, but for what belongs to reports: a draft is the committee's, and an administrator is not on it."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return outside_reports(super().instances_user_has_any_permission_for(user, actions))

    def instances_user_has_permission_for(self, user: Any, action: Any) -> Any:
        return outside_reports(super().instances_user_has_permission_for(user, action))

    def user_has_permission_for_instance(self, user: Any, action: Any, instance: Any) -> bool:
        return not _is_of_report(instance) and super().user_has_permission_for_instance(user, action, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return not _is_of_report(instance) and super().user_has_any_permission_for_instance(user, actions, instance)

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        return super().collections_user_has_any_permission_for(user, actions).exclude(name=COLLECTION)

    def collections_user_has_permission_for(self, user: Any, action: Any) -> Any:
        return super().collections_user_has_permission_for(user, action).exclude(name=COLLECTION)


def _is_of_report(image: Any) -> bool:
    return bool(image.collection.name == COLLECTION)


def policy() -> PicturesOutsideReports:
    usual = get_permission_policy()
    return PicturesOutsideReports(get_image_model(), auth_model=usual.auth_model, owner_field_name="uploaded_by_user")
