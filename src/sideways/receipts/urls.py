from django.urls import path

from sideways.receipts import views

app_name = "receipts"

urlpatterns = [
    path("receipts/", views.check, name="check"),
    path("lessons/<uuid:pk>/receipt/", views.own, name="own"),
    path("lessons/<uuid:pk>/receipt.pdf", views.pdf, name="pdf"),
]
