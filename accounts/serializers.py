from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import User
from accounts.services import has_second_factor, has_verified_email


class MeSerializer(serializers.ModelSerializer[User]):
    """The person who asks; `language` and `time_zone` (an IANA name) can be changed."""

    language = serializers.ChoiceField(
        choices=[code for code, _ in settings.LANGUAGES],
        allow_blank=True,
        required=False,
        help_text=_("Empty: the language of the browser."),
    )
    is_email_verified = serializers.SerializerMethodField()
    has_second_factor = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = [
            "email",
            "language",
            "time_zone",
            "is_email_verified",
            "has_second_factor",
            "date_joined",
        ]
        read_only_fields = ["email"]

    def get_is_email_verified(self, user: User) -> bool:
        return has_verified_email(user)

    def get_has_second_factor(self, user: User) -> bool:
        return has_second_factor(user)
