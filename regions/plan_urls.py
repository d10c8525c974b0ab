"""What lies under a region's own address: its plan of action and its expert team."""

from django.urls import path

from .views import plan_writing as writing
from .views import plans

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
    path("plan/<int:pk>/publiek/", writing.PlanAudienceView.as_view(), name="plan_audience"),
    path("plan/<int:pk>/vaststellen/", writing.ApprovePlanView.as_view(), name="approve_plan"),
    path("plan/<int:pk>/versies/", plans.PlanVersionsView.as_view(), name="plan_versions"),
    path("plan/<int:pk>/versies/<int:number>/", plans.PlanVersionView.as_view(), name="plan_version"),
]
