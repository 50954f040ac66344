from django.urls import path

from sideways.demo import views

app_name = "demo"

urlpatterns = [
    path("sign-in/<slug:name>/", views.sign_in, name="sign_in"),
    path("outbox/", views.outbox, name="outbox"),
]
