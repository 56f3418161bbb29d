"""The REST API and its description."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.SessionTokenAuthentication",
        "accounts.authentication.BrowserSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    # JSON only: the browsable API would render what a failing form was sent.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backfuture.lib.parsing.SmallJSONParser"],
    "EXCEPTION_HANDLER": "backfuture.lib.problems.handler",
    "DEFAULT_SCHEMA_CLASS": "backfuture.lib.schema.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "BackFuture AI",
    "DESCRIPTION": "Connect an exchange account by an API key that may read and trade but never withdraw.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "COMPONENT_SPLIT_REQUEST": True,
    # Where fields of one name have different choices, or one set of choices has several names.
    "ENUM_NAME_OVERRIDES": {
        "CheckStateEnum": ["queued", "running", "done"],
        "MarketTypeEnum": "connections.serializers.parts.MARKETS",
        "StatusEnum": "connections.models.connection.STATUSES",
        "StrategyStateEnum": "strategies.models.State.values",
        "StrategyStatusEnum": "strategies.models.strategy.STATUSES",
    },
}
