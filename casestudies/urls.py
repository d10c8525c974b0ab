from django.urls import path
from django.views.generic import View

app_name = "casestudies"
urlpatterns = [path("reflecties/<int:pk>/", View.as_view(), name="reflection")]
