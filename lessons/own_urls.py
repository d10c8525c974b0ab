"""What a person keeps for themselves, and what they say beside a page."""

from django.urls import path

from .views import following

app_name = "own"
urlpatterns = [
    path("volgen/", following.FollowListView.as_view(), name="follows"),
    path("volgen/<slug:what>/<int:pk>/", following.FollowView.as_view(), name="follow"),
    path("bewaard/", following.BookmarkListView.as_view(), name="bookmarks"),
    path("bewaard/<int:pk>/", following.BookmarkView.as_view(), name="bookmark"),
]
