"""The shapes of the REST API of strategies: what is taken in, and what is shown."""

from strategies.serializers.parts import NotReadySerializer, RefusedSerializer
from strategies.serializers.preview import PreviewSerializer
from strategies.serializers.rendering import rendered
from strategies.serializers.revisions import RevisionSerializer
from strategies.serializers.settings import ChangesSerializer, DraftSerializer, SettingsSerializer
from strategies.serializers.strategies import StrategyDetailSerializer, StrategySerializer

__all__ = (
    "ChangesSerializer",
    "DraftSerializer",
    "NotReadySerializer",
    "PreviewSerializer",
    "RefusedSerializer",
    "RevisionSerializer",
    "SettingsSerializer",
    "StrategyDetailSerializer",
    "StrategySerializer",
    "rendered",
)
