from django.urls import path

from sideways.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("organisations/<int:pk>/webhooks/", views.organisation, name="organisation"),
    path("webhooks/<uuid:webhook_id>/", views.webhook, name="webhook"),
    path("webhooks/<uuid:webhook_id>/test/", views.test, name="test"),
    path("webhooks/<uuid:webhook_id>/pause/", views.pause, name="pause"),
    path("webhooks/<uuid:webhook_id>/resume/", views.resume, name="resume"),
    path("webhooks/<uuid:webhook_id>/secret/", views.secret, name="secret"),
    path("webhooks/<uuid:webhook_id>/remove/", views.remove, name="remove"),
    path("webhooks/<uuid:webhook_id>/messages/<int:pk>/again/", views.again, name="again"),
]
