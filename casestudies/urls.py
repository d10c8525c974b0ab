from django.urls import include, path

from .views import answering, cases, checks, decisions, leading, reflections, review, widening, writers, writing

app_name = "casestudies"

then_urls = [
    path("nieuw/", decisions.DecisionNewView.as_view(), name="decision_new"),
    path("<int:point>/", decisions.DecisionEditView.as_view(), name="decision_edit"),
    path("<int:point>/weg/", decisions.DecisionDeleteView.as_view(), name="decision_delete"),
    path("<int:point>/volgorde/", decisions.DecisionMoveView.as_view(), name="decision_move"),
    path("<int:point>/nu/", decisions.NowView.as_view(), name="now"),
    path("<int:point>/aanvulling/", decisions.AddendumView.as_view(), name="addendum"),
]
check_urls = [
    path("", checks.PrivacyCheckView.as_view(), name="privacy"),
    path("vervangen/", checks.ReplaceView.as_view(), name="replace_finding"),
    path("behouden/", checks.KeepView.as_view(), name="keep_finding"),
    path("toch-niet-behouden/", checks.DropView.as_view(), name="drop_kept"),
    path("gelezen/", checks.PassView.as_view(), name="pass_check"),
    path("tweede-lezing/", widening.SecondReadingView.as_view(), name="second_reading"),
]
wide_urls = [
    path("", widening.WidenView.as_view(), name="widen"),
    path("tweede-lezer/", widening.AskReaderView.as_view(), name="ask_second_reader"),
    path("terug/", widening.NarrowView.as_view(), name="narrow"),
]
case_urls = [
    path("", cases.WorkspaceView.as_view(), name="workspace"),
    path("schrijven/beslispunten/", writing.DecisionsView.as_view(), name="write_decisions"),
    path("schrijven/afloop/", writing.CameOfItView.as_view(), name="write_outcome"),
    path("schrijven/<slug:step>/", writing.PartView.as_view(), name="write"),
    path("versies/", writing.VersionsView.as_view(), name="versions"),
    path("versies/<int:revision>/", writing.VersionView.as_view(), name="version"),
    path("versies/<int:revision>/terug/", writing.PutBackView.as_view(), name="put_back"),
    path("schrijvers/", writers.WritersView.as_view(), name="writers"),
    path("schrijvers/<int:writer>/rol/", writers.ChangeRoleView.as_view(), name="change_role"),
    path("schrijvers/<int:writer>/weg/", writers.TakeLeaveView.as_view(), name="take_leave"),
    path("vastzetten/", cases.LockThenView.as_view(), name="lock"),
    path("delen/", cases.ShareCaseView.as_view(), name="share"),
    path("privacy/", include(check_urls)),
    path("lezers/", include(wide_urls)),
    path("afloop/", decisions.OutcomeView.as_view(), name="outcome"),
    path("beslispunten/", include(then_urls)),
    path("reflectie/", reflections.OpenReflectionView.as_view(), name="reflection_new"),
    path("opnieuw/", review.ReviewDateView.as_view(), name="review_date"),
    path("regio/", review.RegionView.as_view(), name="region"),
]
answer_urls = [
    path("", answering.AnswerView.as_view(), name="answer"),
    path("concept/", answering.KeepDraftView.as_view(), name="draft"),
    path("concept/weg/", answering.DiscardDraftView.as_view(), name="discard_draft"),
    path("conclusie/", leading.ConcludeView.as_view(), name="conclude"),
]
reflection_urls = [
    path("", reflections.ReflectionView.as_view(), name="reflection"),
    path("beslispunten/<int:point>/", include(answer_urls)),
    path("deelnemers/", leading.AddRespondentsView.as_view(), name="respondents"),
    path("termijn/", leading.DeadlineView.as_view(), name="deadline"),
    path("herinneren/", leading.RemindView.as_view(), name="remind"),
    path("openen/", leading.RevealView.as_view(), name="reveal"),
    path("ronde-2-beeindigen/", leading.EndRoundTwoView.as_view(), name="end_round_two"),
    path("sluiten/", leading.CloseView.as_view(), name="close"),
]
urlpatterns = [
    path("", cases.CaseListView.as_view(), name="list"),
    path("nieuw/", cases.WriteCaseView.as_view(), name="new"),
    path("reflecties/", reflections.ReflectionListView.as_view(), name="reflections"),
    path("reflecties/<int:pk>/", include(reflection_urls)),
    path("<int:pk>/", include(case_urls)),
]
