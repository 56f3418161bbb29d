from rest_framework.authentication import SessionAuthentication


class SessionTokenAuthentication(SessionAuthentication):
    pass


class BrowserSessionAuthentication(SessionAuthentication):
    pass
