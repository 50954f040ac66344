from django.urls import path

from sideways.files import views

app_name = "files"

urlpatterns = [
    path("lessons/<uuid:pk>/files/", views.files, name="files"),
    path("lessons/<uuid:pk>/files/<uuid:file_id>/", views.file, name="file"),
    path("lessons/<uuid:pk>/files/<uuid:file_id>/content/", views.content, name="content"),
    path("lessons/<uuid:pk>/files/<uuid:file_id>/remove/", views.remove, name="remove"),
]
