from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path

from . import atom, feeds, views, views_following
from .api import api

app_name = "home"
urlpatterns = [
    path("landelijk/", views.NationalView.as_view(), name="national"),
    path("samenwerkingsverbanden/", views.PartnershipListView.as_view(), name="partnerships"),
    path("samenwerkingsverbanden/<int:pk>/", views.PartnershipView.as_view(), name="partnership"),
    path("account/", views.AccountView.as_view(), name="account"),
    path("stijlgids/", views.StyleGuideView.as_view(), name="styleguide"),
    path("volgen/nieuw/", views_following.NewsView.as_view(), name="news"),
    path("volgen/stoppen/<str:token>/", views_following.StopMailView.as_view(), name="stop_mail"),
    # In mails that were sent when only saved searches were told of.
    path("zoeken/mails-stoppen/<str:token>/", views_following.StopMailView.as_view()),
    path("feeds/", atom.FeedListView.as_view(), name="feeds"),
    path("feeds/alles/", atom.everything, name="all_feed"),
    path("feeds/soort/<slug:kind>/", atom.of_kind, name="kind_feed"),
    path("feeds/regio/<slug:slug>/", atom.of_region, name="region_content_feed"),
    path("feeds/thema/<slug:slug>/", atom.of_theme, name="theme_feed"),
    path("feeds/lessen/", atom.lessons, name="feed"),
    path("feeds/lessen/<slug:slug>/", atom.lessons_of_region, name="region_feed"),
    path("", include("home.exchange_urls")),
    path(
        "sitemap.xml", sitemaps.index, {"sitemaps": feeds.SITEMAPS, "sitemap_url_name": "home:sitemap"}, name="sitemaps"
    ),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, {"sitemaps": feeds.SITEMAPS}, name="sitemap"),
    path("api/", api.urls),
    re_path(r"^media/images/(?P<name>[\w-][\w.-]*)$", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
]
