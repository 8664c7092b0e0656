"""Who acts, and which places they may see or change."""

from ishreja.access.actors import (
    Actor,
    NotAllowed,
    command_line_actor,
    demo_actor,
    fills_in,
    may,
    on_behalf,
    refused,
    require,
    visible_places,
)

__all__ = [
    "Actor",
    "NotAllowed",
    "command_line_actor",
    "demo_actor",
    "fills_in",
    "may",
    "on_behalf",
    "refused",
    "require",
    "visible_places",
]
