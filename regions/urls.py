from django.urls import include, path

from . import views

app_name = "regions"
urlpatterns = [
    path("uitnodiging/<str:token>/", views.InvitationView.as_view(), name="invitation"),
    path("steunvragen/", views.SupportListView.as_view(), name="supports"),
    path("steunvragen/nieuw/<slug:slug>/", views.SupportWriteView.as_view(), name="ask_support"),
    path("steunvragen/<int:pk>/", views.SupportView.as_view(), name="support"),
    path("steunvragen/<int:pk>/bewerken/", views.SupportEditView.as_view(), name="edit_support"),
    path("steunvragen/<int:pk>/versturen/", views.SupportSendView.as_view(), name="send_support"),
    path("steunvragen/<int:pk>/intrekken/", views.SupportWithdrawView.as_view(), name="withdraw_support"),
    path("steunvragen/<int:pk>/afspreken/", views.SupportAgreeView.as_view(), name="agree_support"),
    path("steunvragen/<int:pk>/afsluiten/", views.SupportCloseView.as_view(), name="close_support"),
    path("steunvragen/<int:pk>/heropenen/", views.SupportReopenView.as_view(), name="reopen_support"),
    path("verklaringen/", views.StatementListView.as_view(), name="statements"),
    path("verklaringen/nieuw/", views.StatementWriteView.as_view(), name="write_statement"),
    path("verklaringen/<slug:slug>/", views.StatementView.as_view(), name="statement"),
    path("verklaringen/<slug:slug>/bewerken/", views.StatementEditView.as_view(), name="edit_statement"),
    path("verklaringen/<slug:slug>/vaststellen/", views.StatementAgreeView.as_view(), name="agree_statement"),
    path("verklaringen/<slug:slug>/ondertekenen/", views.StatementSignView.as_view(), name="sign_statement"),
    path("verklaringen/<slug:slug>/<int:pk>/", views.UndertakingView.as_view(), name="undertaking"),
    path("kringen/<int:pk>/", views.CircleView.as_view(), name="circle"),
    path("regios/<slug:slug>/", include("regions.plan_urls")),
]
