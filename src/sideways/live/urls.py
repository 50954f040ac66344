from django.urls import path

from sideways.live import views

app_name = "live"

urlpatterns = [path("", views.news, name="news")]
