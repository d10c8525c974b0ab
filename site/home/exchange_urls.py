"""Addresses by which data goes out and comes in."""

from django.urls import path

from . import lists, taken_up, views_packages, views_tokens
from .importing import views as importing

urlpatterns = [
    path("lessen/<int:pk>/opvolging/", lists.LessonUptakesView.as_view(), name="lesson_uptakes"),
    path("regios/<slug:slug>/opvolging/", lists.RegionUptakesView.as_view(), name="region_uptakes"),
    path("regios/<slug:slug>/lessen/", taken_up.TakenUpView.as_view(), name="taken_up"),
    path("organisaties/", lists.OrganisationListView.as_view(), name="organisations"),
    path("gemeenten/", lists.MunicipalityListView.as_view(), name="municipalities"),
    path("account/toegang/", views_tokens.TokensView.as_view(), name="tokens"),
    path("account/toegang/<int:pk>/intrekken/", views_tokens.RevokeTokenView.as_view(), name="revoke_token"),
    path("account/gegevens/", views_packages.OwnDataView.as_view(), name="own_data"),
    path("account/gegevens/bestand/", views_packages.OwnDataFileView.as_view(), name="own_data_file"),
    path("regios/<slug:slug>/gegevens/", views_packages.RegionDataView.as_view(), name="region_data"),
    path("regios/<slug:slug>/gegevens/bestand/", views_packages.RegionDataFileView.as_view(), name="region_data_file"),
    path("invoer/", importing.ImportIndexView.as_view(), name="imports"),
    path("invoer/<slug:kind>/", importing.ImportView.as_view(), name="import"),
    path("invoer/<slug:kind>/bevestigen/", importing.ConfirmImportView.as_view(), name="confirm_import"),
]
