"""What a person keeps for themselves, and what they say beside a page."""

from django.urls import path

from .views import comments, following

app_name = "own"
urlpatterns = [
    path("volgen/", following.FollowListView.as_view(), name="follows"),
    path("volgen/<slug:what>/<int:pk>/", following.FollowView.as_view(), name="follow"),
    path("bewaard/", following.BookmarkListView.as_view(), name="bookmarks"),
    path("bewaard/<int:pk>/", following.BookmarkView.as_view(), name="bookmark"),
    path("reacties/", comments.CommentQueueView.as_view(), name="comments"),
    path("reacties/van-mij/", comments.OwnCommentsView.as_view(), name="own_comments"),
    path("reacties/bij/<int:pk>/", comments.CommentWriteView.as_view(), name="comment"),
    path("reacties/<int:pk>/wijzigen/", comments.CommentChangeView.as_view(), name="change_comment"),
    path("reacties/<int:pk>/terugnemen/", comments.CommentWithdrawView.as_view(), name="withdraw_comment"),
    path("reacties/<int:pk>/melden/", comments.CommentReportView.as_view(), name="report_comment"),
    path("reacties/<int:pk>/beoordelen/", comments.CommentSettleView.as_view(), name="settle_comment"),
]
