from django.urls import path

from . import views

app_name = "learningtables"
urlpatterns = [
    path("", views.TableListView.as_view(), name="list"),
    path("nieuw/", views.FoundView.as_view(), name="found"),
    path("methoden/", views.MethodListView.as_view(), name="methods"),
    path("methoden/<slug:slug>/", views.MethodView.as_view(), name="method"),
    path("agenda/", views.FeedListView.as_view(), name="feeds"),
    path("agenda/vernieuwen/", views.RenewFeedView.as_view(), name="renew_feed"),
    path("agenda/<slug:key>.ics", views.FeedView.as_view(), name="feed"),
    path("agenda/<slug:key>/tafel/<int:pk>.ics", views.TableFeedView.as_view(), name="table_feed"),
    path("agenda/<slug:key>/regio/<slug:slug>.ics", views.RegionFeedView.as_view(), name="region_feed"),
    path("sessies/", views.SessionListView.as_view(), name="sessions"),
    path("sessies/<int:pk>/", views.SessionDoorView.as_view(), name="session"),
    path("sessies/<int:pk>/wijzigen/", views.ChangeSessionView.as_view(), name="change_session"),
    path("sessies/<int:pk>/afzeggen/", views.CancelView.as_view(), name="cancel"),
    path("sessies/<int:pk>/aanwezig/", views.AttendanceView.as_view(), name="attendance"),
    path("sessies/<int:pk>/antwoord/", views.ReplyView.as_view(), name="reply"),
    path("sessies/<int:pk>/agenda.ics", views.CalendarView.as_view(), name="calendar"),
    path("sessies/<int:pk>/reflectie/<int:item_pk>/", views.OpenReflectionView.as_view(), name="open_reflection"),
    path("gast/", views.GuestDoorView.as_view(), name="guest_door"),
    path("sessies/<int:pk>/kamer/gasten/", views.GuestListView.as_view(), name="guests"),
    path("sessies/<int:pk>/kamer/gasten/code/", views.LetGuestsInView.as_view(), name="let_guests_in"),
    path("sessies/<int:pk>/kamer/gasten/geen-code/", views.LetNobodyInView.as_view(), name="let_nobody_in"),
    path("sessies/<int:pk>/kamer/gasten/<int:guest>/uit/", views.ShowOutView.as_view(), name="show_guest_out"),
    path("sessies/<int:pk>/verslag/", views.ReportView.as_view(), name="report"),
    path("sessies/<int:pk>/verslag/opstellen/", views.ReportDraftView.as_view(), name="draft_report"),
    path("<int:pk>/", views.TableDoorView.as_view(), name="table"),
    path("<int:pk>/wijzigen/", views.ChangeTableView.as_view(), name="change_table"),
    path("<int:pk>/leden/", views.MemberListView.as_view(), name="members"),
    path("<int:pk>/leden/uitnodigen/", views.AddPeopleView.as_view(), name="invite"),
    path("<int:pk>/sessies/nieuw/", views.PlanView.as_view(), name="plan"),
    path("leden/<int:pk>/beeindigen/", views.EndMembershipView.as_view(), name="end_membership"),
]
