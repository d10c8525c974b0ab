from django.urls import path

from . import views

app_name = "lessons"
urlpatterns = [
    path("", views.LessonListView.as_view(), name="list"),
    path("in-de-maak/", views.DraftListView.as_view(), name="drafts"),
    path("nieuw/<int:circle_pk>/", views.LessonWriteView.as_view(), name="write"),
    path("<int:pk>/", views.LessonWorkspaceView.as_view(), name="lesson"),
    path("<int:pk>/bewerken/", views.LessonEditView.as_view(), name="edit"),
    path("<int:pk>/herkomst/", views.SourcesView.as_view(), name="sources"),
    path("<int:pk>/herkomst/weg/", views.TakeSourceView.as_view(), name="take_source"),
    path("<int:pk>/vaststellen/", views.LessonAgreeView.as_view(), name="agree"),
    path("<int:pk>/publiceren/", views.LessonPublishView.as_view(), name="publish"),
    path("<int:pk>/tonen/", views.LessonShowView.as_view(), name="show_changes"),
    path("<int:pk>/terug-naar-concept/", views.LessonReopenView.as_view(), name="reopen"),
    path("<int:pk>/opnieuw-vragen/", views.AskAgainView.as_view(), name="ask_again"),
    path("opnieuw-gevraagd/<int:pk>/", views.ReviewView.as_view(), name="review"),
    path("opnieuw-gevraagd/<int:pk>/openen/", views.OpenReviewView.as_view(), name="open_review"),
    path("opnieuw-gevraagd/<int:pk>/afronden/", views.ConcludeReviewView.as_view(), name="conclude_review"),
    path("<int:pk>/versies/", views.VersionsView.as_view(), name="versions"),
    path("versies/<int:pk>/uithalen/", views.WithdrawVersionView.as_view(), name="withdraw_version"),
    path("<int:pk>/tegenspraak/", views.ContradictView.as_view(), name="contradict"),
    path("tegenspraak/<int:pk>/", views.AnswerContradictionView.as_view(), name="answer_contradiction"),
    path("<int:pk>/samenvoegen/", views.MergeView.as_view(), name="merge"),
    path("<int:pk>/kaart/", views.CardView.as_view(), name="card"),
    path("<int:pk>/intrekken/", views.LessonRetireView.as_view(), name="retire"),
    path("<int:pk>/opvolgen/", views.UptakeView.as_view(), name="uptake"),
    path("opvolging/<int:pk>/terugnemen/", views.TakeBackUptakeView.as_view(), name="take_back_uptake"),
    path("opvolging/<int:pk>/verder/", views.SayNextView.as_view(), name="say_next"),
    path("<int:pk>/proef/", views.BeginTrialView.as_view(), name="begin_trial"),
    path("proeven/<int:pk>/", views.TrialView.as_view(), name="trial"),
    path("proeven/<int:pk>/wijzigen/", views.ChangeTrialView.as_view(), name="change_trial"),
    path("proeven/<int:pk>/besluiten/", views.DecideTrialView.as_view(), name="decide_trial"),
    path("proeven/eerder/<int:pk>/uithalen/", views.WithdrawTrialWordsView.as_view(), name="withdraw_trial_words"),
    path("acties/", views.ActionListView.as_view(), name="actions"),
    path("acties/<int:pk>/", views.FinishActionView.as_view(), name="finish_action"),
]
