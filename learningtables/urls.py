from django.urls import URLPattern

app_name = "learningtables"
urlpatterns: list[URLPattern] = []
