from django.apps import AppConfig


class CentralConfig(AppConfig):
    name = "provisioning.central"
    label = "central"
    verbose_name = "Central platform"
    default_auto_field = "django.db.models.BigAutoField"
