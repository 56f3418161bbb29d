from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig

from backfuture import checks


class AdminConfig(DjangoAdminConfig):
    """Django's admin with our site as the default: whatever registers itself lands behind its door."""

    default_site = "accounts.site.SecureAdminSite"


class SiteConfig(AppConfig):
    """The site as a whole: what no single app can check."""

    name = "backfuture"
    verbose_name = "BackFuture AI"

    def ready(self) -> None:
        checks.register()
