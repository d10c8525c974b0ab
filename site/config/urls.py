"""Every address of the site. Named screens come first; what is left is the page tree."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.admin_views import not_here, tag_autocomplete
from home.views import AdminDoorView, DoorView

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own sign-ins would let a person in without the second factor: allauth's is the only door.
    path("admin/login/", AdminDoorView.as_view()),
    path("_util/login/", DoorView.as_view()),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/reports/page-types-usage/", not_here),
    path("admin/reports/page-types-usage/results/", not_here),
    path("admin/tag-autocomplete/", tag_autocomplete),
    path("admin/tag-autocomplete/<slug:app_name>/<slug:model_name>/", tag_autocomplete),
    path("admin/", include(wagtailadmin_urls)),
    path("account/", include("allauth.urls")),
    path("documenten/", include(wagtaildocs_urls)),
    path("taal/", include("django.conf.urls.i18n")),
    path("zoeken/", include("search.urls")),
    path("leertafels/", include("learningtables.urls")),
    path("casussen/", include("casestudies.urls")),
    path("visitaties/", include("visitations.urls")),
    path("lessen/", include("lessons.urls")),
    path("themas/", include("lessons.theme_urls")),
    path("", include("regions.urls")),
    path("", include("home.urls")),
    path("", include("lessons.own_urls")),
    path("", include(wagtail_urls)),
]
