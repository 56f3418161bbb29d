"""The account's own pages (`urlpatterns`; allauth's are mounted beside them) and its API (`api_urlpatterns`)."""

from django.urls import path

from accounts import api, views

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("language/", views.choose_language, name="language"),
]
api_urlpatterns = [
    path("me/", api.MeView.as_view(), name="api_me"),
]
