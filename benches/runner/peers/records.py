"""For peers whose records are instances of a class of theirs."""

from __future__ import annotations

from typing import Any

from ..cases import Case
from .base import Peer, as_dict


class RecordObjects(Peer):
    def give(self, kind: str, value: Any) -> Any:
        if kind == "record":
            return self.lib.Record(**value)
        return [self.lib.Record(**record) for record in value] if kind == "records" else value

    def plain(self, case: Case, result: Any) -> Any:
        if case.result == "record":
            return as_dict(result)
        return [as_dict(record) for record in result] if case.result == "records" else super().plain(case, result)
