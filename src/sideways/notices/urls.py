from django.urls import path

from sideways.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="list"),
    path("seen/", views.seen, name="seen"),
    path("choices/", views.choices, name="choices"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
