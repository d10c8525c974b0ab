from django.urls import path

from . import views

app_name = "visitations"
urlpatterns = [
    path("", views.VisitationListView.as_view(), name="list"),
    path("mijn/", views.MineView.as_view(), name="mine"),
    path("nieuw/", views.StartView.as_view(), name="start"),
    path("<int:pk>/termijnen/", views.TermsView.as_view(), name="terms"),
    path("<int:pk>/verder/<slug:stage>/", views.MoveView.as_view(), name="move"),
    path("<int:pk>/commissie/", views.CommitteeView.as_view(), name="committee"),
    path("<int:pk>/commissie/voorstellen/", views.ProposeView.as_view(), name="propose"),
    path("<int:pk>/commissie/<int:seat_pk>/besluit/", views.TieDecisionView.as_view(), name="decide_tie"),
    path("<int:pk>/commissie/<int:seat_pk>/einde/", views.WithdrawView.as_view(), name="withdraw"),
    path("<int:pk>/contactpersoon/", views.HostView.as_view(), name="add_host"),
    path("<int:pk>/verklaring/", views.DeclareView.as_view(), name="declare"),
    path("<int:pk>/werkplek/", views.WorkspaceView.as_view(), name="workspace"),
    path("<int:pk>/werkplek/rapport/", views.ReportView.as_view(), name="report_edit"),
    path("<int:pk>/werkplek/rapport/lezen/", views.PreviewView.as_view(), name="preview"),
    path("<int:pk>/werkplek/bewijs/nieuw/", views.EvidenceView.as_view(), name="evidence_add"),
    path("<int:pk>/werkplek/bewijs/<int:item_pk>/", views.EvidenceView.as_view(), name="evidence_edit"),
    path("<int:pk>/werkplek/bewijs/<int:item_pk>/weg/", views.EvidenceRemoveView.as_view(), name="evidence_remove"),
    path("<int:pk>/werkplek/bevindingen/nieuw/", views.FindingView.as_view(), name="finding_add"),
    path("<int:pk>/werkplek/bevindingen/<int:item_pk>/", views.FindingView.as_view(), name="finding_edit"),
    path("<int:pk>/werkplek/bevindingen/<int:item_pk>/weg/", views.FindingRemoveView.as_view(), name="finding_remove"),
    path("<int:pk>/werkplek/aanbevelingen/nieuw/", views.RecommendationView.as_view(), name="recommendation_add"),
    path(
        "<int:pk>/werkplek/aanbevelingen/<int:item_pk>/", views.RecommendationView.as_view(), name="recommendation_edit"
    ),
    path(
        "<int:pk>/werkplek/aanbevelingen/<int:item_pk>/weg/",
        views.RecommendationRemoveView.as_view(),
        name="recommendation_remove",
    ),
    path("<int:pk>/bestanden/<int:attachment_pk>/", views.AttachmentView.as_view(), name="attachment"),
    path("<int:pk>/bestanden/<int:attachment_pk>/weg/", views.AttachmentRemoveView.as_view(), name="attachment_remove"),
    path("<int:pk>/feitencheck/", views.FactCheckView.as_view(), name="fact_check"),
    path("<int:pk>/feitencheck/bevindingen/<int:finding_pk>/", views.RemarkView.as_view(), name="remark"),
    path("<int:pk>/feitencheck/opmerkingen/<int:remark_pk>/", views.RemarkDecisionView.as_view(), name="decide_remark"),
    path("<int:pk>/feitencheck/inleveren/", views.HandInView.as_view(), name="hand_in"),
    path("<int:pk>/reactie/", views.ResponsesView.as_view(), name="responses"),
    path("<int:pk>/reactie/<int:item_pk>/", views.RespondView.as_view(), name="respond"),
    path("<int:pk>/opvolging/", views.FollowUpView.as_view(), name="follow_up"),
    path("<int:pk>/opvolging/<int:item_pk>/", views.ReviewView.as_view(), name="review"),
]
