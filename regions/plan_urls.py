"""What lies under a region's own address: its plan of action and its expert team."""

from django.urls import path

from .views import plan_writing as writing
from .views import plans, teams

urlpatterns = [
    path("plan/", plans.CurrentPlanView.as_view(), name="current_plan"),
    path("plan/nieuw/", writing.BeginPlanView.as_view(), name="begin_plan"),
    path("plan/<int:pk>/", plans.PlanView.as_view(), name="plan"),
    path("plan/<int:pk>/schrijven/", plans.PlanDeskView.as_view(), name="plan_desk"),
    path("plan/<int:pk>/gegevens/", writing.ChangePlanView.as_view(), name="change_plan"),
    path("plan/<int:pk>/delen/nieuw/", writing.PlanPartView.as_view(), name="plan_part_new"),
    path("plan/<int:pk>/delen/<int:part_pk>/", writing.PlanPartView.as_view(), name="plan_part"),
    path("plan/<int:pk>/delen/<int:part_pk>/verplaatsen/", writing.MovePartView.as_view(), name="move_plan_part"),
    path("plan/<int:pk>/delen/<int:part_pk>/weghalen/", writing.RemovePartView.as_view(), name="remove_plan_part"),
    path("plan/<int:pk>/schrijvers/", writing.AddWriterView.as_view(), name="add_plan_writer"),
    path(
        "plan/<int:pk>/schrijvers/<int:writer_pk>/weghalen/",
        writing.RemoveWriterView.as_view(),
        name="remove_plan_writer",
    ),
    path("plan/<int:pk>/bewaren/", writing.KeepVersionView.as_view(), name="keep_plan_version"),
    path("plan/<int:pk>/status/", writing.MovePlanView.as_view(), name="move_plan"),
    path("plan/<int:pk>/weggooien/", writing.DeletePlanView.as_view(), name="delete_plan"),
    path("plan/<int:pk>/publiek/", writing.PlanAudienceView.as_view(), name="plan_audience"),
    path("plan/<int:pk>/vaststellen/", writing.ApprovePlanView.as_view(), name="approve_plan"),
    path("plan/<int:pk>/versies/", plans.PlanVersionsView.as_view(), name="plan_versions"),
    path("plan/<int:pk>/versies/<int:number>/", plans.PlanVersionView.as_view(), name="plan_version"),
    path("expertteam/", teams.TeamView.as_view(), name="team"),
    path("expertteam/naast/", teams.BesideView.as_view(), name="teams_beside"),
    path("expertteam/bewerken/", teams.WriteTeamView.as_view(), name="write_team"),
    path("expertteam/cijfers/nieuw/", teams.NewYearView.as_view(), name="team_year_new"),
    path("expertteam/cijfers/<int:year>/", teams.ChangeYearView.as_view(), name="team_year"),
    path("expertteam/cijfers/<int:year>/weghalen/", teams.RemoveYearView.as_view(), name="remove_team_year"),
    path("expertteam/invoer/", teams.ImportView.as_view(), name="import_team"),
    path("expertteam/invoer/opslaan/", teams.ConfirmImportView.as_view(), name="confirm_team_import"),
    path("expertteam/invoer/voorbeeld/", teams.ExampleView.as_view(), name="team_example"),
]
