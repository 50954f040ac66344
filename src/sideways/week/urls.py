from django.urls import path

from sideways.week import views

app_name = "week"

urlpatterns = [
    path("", views.week, name="week"),
    path("<str:week>/", views.earlier, name="earlier"),
]
