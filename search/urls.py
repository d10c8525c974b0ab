from django.urls import path

from . import views, views_saved

app_name = "search"
urlpatterns = [
    path("", views.SearchView.as_view(), name="search"),
    path("aanvullen/", views.CompleteView.as_view(), name="complete"),
    path("bewaard/", views_saved.SavedListView.as_view(), name="saved"),
    path("bewaard/nieuw/", views_saved.KeepView.as_view(), name="keep"),
    path("bewaard/<int:pk>/", views_saved.OpenView.as_view(), name="open"),
    path("bewaard/<int:pk>/wijzigen/", views_saved.ChangeView.as_view(), name="change_saved"),
    path("bewaard/<int:pk>/verwijderen/", views_saved.DeleteView.as_view(), name="delete_saved"),
]
