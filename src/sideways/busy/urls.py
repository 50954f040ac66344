from django.urls import path

from sideways.busy import views

app_name = "busy"

urlpatterns = [
    path("", views.busy, name="busy"),
    path("read/", views.read, name="read"),
    path("keep/", views.keep, name="keep"),
    path("remove/", views.remove, name="remove"),
]
