from django.urls import include, path

from .views import cases, decisions, reflections

app_name = "casestudies"

then_urls = [
    path("nieuw/", decisions.DecisionNewView.as_view(), name="decision_new"),
    path("<int:point>/", decisions.DecisionEditView.as_view(), name="decision_edit"),
    path("<int:point>/weg/", decisions.DecisionDeleteView.as_view(), name="decision_delete"),
    path("<int:point>/volgorde/", decisions.DecisionMoveView.as_view(), name="decision_move"),
    path("<int:point>/nu/", decisions.NowView.as_view(), name="now"),
    path("<int:point>/aanvulling/", decisions.AddendumView.as_view(), name="addendum"),
]
case_urls = [
    path("", cases.WorkspaceView.as_view(), name="workspace"),
    path("bewerken/", cases.EditCaseView.as_view(), name="edit"),
    path("vastzetten/", cases.LockThenView.as_view(), name="lock"),
    path("delen/", cases.ShareCaseView.as_view(), name="share"),
    path("afloop/", decisions.OutcomeView.as_view(), name="outcome"),
    path("beslispunten/", include(then_urls)),
    path("reflectie/", reflections.OpenReflectionView.as_view(), name="reflection_new"),
]
reflection_urls = [
    path("", reflections.ReflectionView.as_view(), name="reflection"),
    path("beslispunten/<int:point>/", reflections.AnswerView.as_view(), name="answer"),
    path("beslispunten/<int:point>/conclusie/", reflections.ConcludeView.as_view(), name="conclude"),
    path("deelnemers/", reflections.AddRespondentsView.as_view(), name="respondents"),
    path("openen/", reflections.RevealView.as_view(), name="reveal"),
    path("sluiten/", reflections.CloseView.as_view(), name="close"),
]
urlpatterns = [
    path("", cases.CaseListView.as_view(), name="list"),
    path("nieuw/", cases.WriteCaseView.as_view(), name="new"),
    path("reflecties/", reflections.ReflectionListView.as_view(), name="reflections"),
    path("reflecties/<int:pk>/", include(reflection_urls)),
    path("<int:pk>/", include(case_urls)),
]
