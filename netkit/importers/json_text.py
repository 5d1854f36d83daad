"""JSON of other programs, as text that can be stored: half an emoji becomes a question mark."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["load_json"]

#: An escaped half of a surrogate pair, or one that was written as bytes.
_HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")


def load_json(text: str | bytes) -> Any:
    r"""Return the value of a JSON text without lone surrogates, which no file and no hash can hold.

    Raises ValueError when it is not JSON, RecursionError when it is nested too deep.

    >>> load_json('{"name": "Ana \\ud83d"}')
    {'name': 'Ana �'}
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig", "replace")
    value = json.loads(text)
    return _whole(value) if _HALF.search(text) else value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value
