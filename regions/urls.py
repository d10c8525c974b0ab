from django.urls import path

from . import views

app_name = "regions"
urlpatterns = [
    path("uitnodiging/<str:token>/", views.InvitationView.as_view(), name="invitation"),
    path("kringen/<int:pk>/", views.CircleView.as_view(), name="circle"),
]
