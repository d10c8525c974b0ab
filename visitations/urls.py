from django.urls import URLPattern

app_name = "visitations"
urlpatterns: list[URLPattern] = []
