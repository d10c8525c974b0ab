from django.urls import path

from . import views

app_name = "themes"
urlpatterns = [
    path("", views.ThemeListView.as_view(), name="list"),
    path("<slug:slug>/", views.ThemeView.as_view(), name="theme"),
    path("<slug:slug>/samenvoegen/", views.ThemeMergeView.as_view(), name="merge"),
]
