"""Wagtail's page permissions, laid by code: a region's coordinators edit below their region's page, national editors everywhere.

`regions.actions.add_member` puts a circle's leading members in its ``editors`` group; here that group gets its rights.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import GroupPagePermission, Page

from learningtables.models import Method
from lessons.models import Theme
from regions.models import Circle, Organisation, Partnership
from visitations.models import Framework

from .models import HomePage, RegionPage

PAGE_RIGHTS = ("add", "change", "publish", "lock")
# What national editors curate: the vocabularies, and what comes first in search.
CURATED = (Theme, Method, Framework, Organisation, Partnership, SearchPromotion)


@transaction.atomic
def give_region_rights(page: RegionPage) -> Group:
    """The coordinators of ``page.region`` edit that page and what lies below it, and nothing else."""
    group = _editors_of(page.region.circle, name=f"Coördinatie {page.region.name}")
    _allow_pages(group, page, PAGE_RIGHTS)
    return group


@transaction.atomic
def give_national_rights(circle: Circle, *, home: HomePage) -> Group:
    group = _editors_of(circle, name=circle.name)
    _allow_pages(group, home, (*PAGE_RIGHTS, "unlock"))
    kinds = ContentType.objects.get_for_models(*CURATED).values()
    group.permissions.add(*Permission.objects.filter(content_type__in=kinds))
    return group


def _editors_of(circle: Circle, *, name: str) -> Group:
    """The circle's own group, with the right to enter the admin; made when it is not there yet. It goes by ``name``, and by the
    circle's number too when another group has that name: names of regions change hands."""
    group = circle.editors or Group()
    name = name[:130]
    if Group.objects.filter(name=name).exclude(pk=group.pk).exists():
        name = f"{name} ({circle.pk})"
    if group.name != name:
        group.name = name
        group.save()
    if circle.editors_id != group.pk:
        circle.editors = group
        circle.save(update_fields=["editors"])
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return group


def _allow_pages(group: Group, page: Page, rights: Iterable[str]) -> None:
    codenames = [f"{right}_page" for right in rights]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)
