"""The connections of a user, on the page of the user."""

from django.contrib import admin

from accounts.admin import UserAdmin
from accounts.models import User
from accounts.staff import ReadOnly
from connections.admin.shown import Columns
from connections.models import Connection


class ConnectionInline(Columns, ReadOnly, admin.TabularInline[Connection, User]):
    model = Connection
    fields = ["name", "at", "status", "judged", "key_hint", "checked_at"]
    show_change_link = True


UserAdmin.inlines.append(ConnectionInline)
