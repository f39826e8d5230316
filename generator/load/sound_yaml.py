"""YAML without any fault, read in half the time: what nearly every file is, nearly always.

Comes in: the bytes of a file. Goes out: plain Python data, or the word that the file needs a closer look. A file gets one
from `located_yaml` where there is anything that might be a fault, however small; what is read here has none there, and
holds the same. Places are not noted: of a file without a fault hardly any is ever asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml

from generator.load.decode import decode_utf8, replace_control_characters
from generator.load.limits import MAX_DEPTH, MAX_SCALAR, MAX_VALUES
from generator.load.plain_scalar import is_text, resolve_plain

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOST = re.compile(" #[^ \n]")
"""What may be words lost behind ` #`."""
_WORDS = 4096
"""Keys, and words and numbers without quotation marks, that are remembered: files of a kind repeat them."""


class NeedsACloserLook(Exception):
    """Raised where a file is not read here."""


def read_sound(raw: bytes) -> Any:
    """Return the data of a file.

    Raises:
        NeedsACloserLook: Something in it may be a fault.
    """
    text, problems = decode_utf8(raw, "")
    if text is None or problems or "\t" in text or (" #" in text and _LOST.search(text)):
        raise NeedsACloserLook
    if replace_control_characters(text, "")[1]:
        raise NeedsACloserLook
    loader = _LOADER(text)
    try:
        data = _Reading(loader.get_event).document()
    except yaml.YAMLError:
        raise NeedsACloserLook from None
    finally:
        loader.dispose()
    if len(text) > MAX_SCALAR and _holds_too_long_a_text(data):
        raise NeedsACloserLook
    return data


def _holds_too_long_a_text(data: Any) -> bool:
    if isinstance(data, str):
        return len(data) > MAX_SCALAR
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(map(_holds_too_long_a_text, values))


class _Reading:
    """One pass through the events of one text."""

    def __init__(self, following: Callable[[], Any]) -> None:
        self._next = following
        self._count = 1

    def document(self) -> Any:
        """Return the data of the only document; None where there is none."""
        self._next()
        event = self._next()
        if type(event) is yaml.StreamEndEvent:
            return None
        if event.version or event.tags:
            raise NeedsACloserLook
        event = self._next()
        kind = type(event)
        data = self._scalar(event) if kind is yaml.ScalarEvent else self._block(event, kind, MAX_DEPTH)
        self._next()
        if type(self._next()) is not yaml.StreamEndEvent or self._count > MAX_VALUES:
            raise NeedsACloserLook
        return data

    def _block(self, event: Any, kind: type, levels: int) -> Any:
        """Return the list or block that begins with an event; `levels` says how many may stand in each other."""
        if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None or not levels:
            raise NeedsACloserLook
        found = self._mapping(levels - 1) if kind is yaml.MappingStartEvent else self._sequence(levels - 1)
        self._count += len(found)
        if self._count > MAX_VALUES:
            raise NeedsACloserLook
        return found

    def _scalar(self, event: Any) -> Any:
        if event.anchor is not None or event.tag is not None:
            raise NeedsACloserLook
        return event.value if event.style else _plain(event.value)

    def _sequence(self, levels: int) -> list[Any]:
        following, scalar, end = self._next, yaml.ScalarEvent, yaml.SequenceEndEvent
        items: list[Any] = []
        while True:
            event = following()
            kind = type(event)
            if kind is scalar:
                items.append(self._scalar(event))
            elif kind is end:
                return items
            else:
                items.append(self._block(event, kind, levels))

    def _mapping(self, levels: int) -> dict[str, Any]:
        following, scalar, end = self._next, yaml.ScalarEvent, yaml.MappingEndEvent
        items: dict[str, Any] = {}
        while True:
            event = following()
            kind = type(event)
            if kind is end:
                return items
            if kind is not scalar or event.anchor is not None or event.tag is not None:
                raise NeedsACloserLook
            key = event.value if event.style else _key(event.value)
            if key in items:
                raise NeedsACloserLook
            event = following()
            kind = type(event)
            if kind is not scalar:
                items[key] = self._block(event, kind, levels)
            elif event.anchor is not None or event.tag is not None:
                raise NeedsACloserLook
            else:
                items[key] = event.value if event.style else _plain(event.value)


@lru_cache(_WORDS)
def _key(text: str) -> str:
    """Return a key without quotation marks, the same object for the same word."""
    value, refusal = resolve_plain(text)
    if refusal is not None or not isinstance(value, str) or text == "<<":
        raise NeedsACloserLook
    return text


def _plain(text: str) -> Any:
    return text if is_text(text) else _value(text)


@lru_cache(_WORDS)
def _value(text: str) -> Any:
    value, refusal = resolve_plain(text)
    if refusal is not None:
        raise NeedsACloserLook
    return value
