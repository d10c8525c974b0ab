from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path

from . import feeds, views
from .api import api

app_name = "home"
urlpatterns = [
    path("account/", views.AccountView.as_view(), name="account"),
    path("stijlgids/", views.StyleGuideView.as_view(), name="styleguide"),
    path("feeds/lessen/", feeds.LessonFeed(), name="feed"),
    path("feeds/lessen/<slug:slug>/", feeds.RegionFeed(), name="region_feed"),
    path("", include("home.exchange_urls")),
    path(
        "sitemap.xml", sitemaps.index, {"sitemaps": feeds.SITEMAPS, "sitemap_url_name": "home:sitemap"}, name="sitemaps"
    ),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("api/", api.urls),
    re_path(r"^media/images/(?P<name>[\w-][\w.-]*)$", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
]
