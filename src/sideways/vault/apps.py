from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "sideways.vault"
    label = "vault"
