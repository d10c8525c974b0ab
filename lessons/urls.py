from django.urls import path

from . import views

app_name = "lessons"
urlpatterns = [
    path("", views.LessonListView.as_view(), name="list"),
    path("in-de-maak/", views.DraftListView.as_view(), name="drafts"),
    path("nieuw/<int:circle_pk>/", views.LessonWriteView.as_view(), name="write"),
    path("<int:pk>/", views.LessonWorkspaceView.as_view(), name="lesson"),
    path("<int:pk>/bewerken/", views.LessonEditView.as_view(), name="edit"),
    path("<int:pk>/vaststellen/", views.LessonAgreeView.as_view(), name="agree"),
    path("<int:pk>/publiceren/", views.LessonPublishView.as_view(), name="publish"),
    path("<int:pk>/tonen/", views.LessonShowView.as_view(), name="show_changes"),
    path("<int:pk>/herzien/", views.LessonReviewView.as_view(), name="review"),
    path("<int:pk>/intrekken/", views.LessonRetireView.as_view(), name="retire"),
    path("<int:pk>/opvolgen/", views.UptakeView.as_view(), name="uptake"),
    path("acties/", views.ActionListView.as_view(), name="actions"),
    path("acties/<int:pk>/", views.FinishActionView.as_view(), name="finish_action"),
]
