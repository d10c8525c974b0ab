"""A visitation that has begun is not deleted in the administration."""

from typing import Any

import pytest
from wagtail.models import Page

from visitations.states import Stage

pytestmark = pytest.mark.once


def test_it_stays_with_its_report_and_what_it_stands_under(client_of: Any, admin: Any, visitation_at: Any) -> None:
    visitation, administrator = visitation_at(Stage.PUBLISHED), client_of(admin)
    report = Page.objects.child_of(visitation).get()
    for page in (report, visitation):
        administrator.post(f"/admin/pages/{page.pk}/delete/", follow=True)
        assert Page.objects.filter(pk=report.pk).exists()
    above = visitation.get_parent().pk
    refused = administrator.post(f"/admin/pages/{above}/delete/", follow=True).content.decode()
    assert "Een visitatie die begonnen is wordt niet verwijderd" in refused
    assert Page.objects.filter(pk=report.pk).exists()
