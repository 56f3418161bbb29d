from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin with our site as the default: whatever registers itself lands behind its door."""

    default_site = "accounts.site.SecureAdminSite"
