"""Addresses by which data goes out and comes in."""

from django.urls import path

from . import lists, own_data, region_data, views_tokens
from .importing import views as importing

urlpatterns = [
    path("lessen/<int:pk>/opvolging/", lists.LessonUptakesView.as_view(), name="lesson_uptakes"),
    path("regios/<slug:slug>/opvolging/", lists.RegionUptakesView.as_view(), name="region_uptakes"),
    path("organisaties/", lists.OrganisationListView.as_view(), name="organisations"),
    path("gemeenten/", lists.MunicipalityListView.as_view(), name="municipalities"),
    path("account/toegang/", views_tokens.TokensView.as_view(), name="tokens"),
    path("account/toegang/<int:pk>/intrekken/", views_tokens.RevokeTokenView.as_view(), name="revoke_token"),
    path("account/gegevens/", own_data.OwnDataView.as_view(), name="own_data"),
    path("regios/<slug:slug>/gegevens/", region_data.RegionDataView.as_view(), name="region_data"),
    path("invoer/", importing.ImportIndexView.as_view(), name="imports"),
    path("invoer/<slug:kind>/", importing.ImportView.as_view(), name="import"),
    path("invoer/<slug:kind>/bevestigen/", importing.ConfirmImportView.as_view(), name="confirm_import"),
]
