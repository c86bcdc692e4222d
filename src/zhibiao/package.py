"""Tables as a data package: a CSV file each, and a `datapackage.json` that states their columns.

Takes frames by name; gives the files of a folder, by file name, as the Data Package standard has them (datapackage.org, version
2: Data Package, Data Resource and Table Schema). The CSV files are as any that zhibiao writes: a list is a cell with an item a
line (Table Schema's type `list`), nothing is an empty cell, true and false are `True` and `False`, and a text that a spreadsheet
would run has an apostrophe before it. Nothing in a file changes from run to run.

>>> files = package({"rows": pd.DataFrame({"hits": [3]})})
>>> list(files), json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"]
(['rows.csv', 'datapackage.json'], [{'name': 'hits', 'type': 'integer'}])
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from zhibiao.cells import csv_text
from zhibiao.dictionary import KEYS, columns
from zhibiao.tables import Column

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES: dict[str, dict[str, Any]] = {
    "str": {"type": "string"},
    "object": {"type": "list", "delimiter": "\n"},
    "bool": {"type": "boolean", "trueValues": ["True"], "falseValues": ["False"]},
    "int64": {"type": "integer"},
    "float64": {"type": "number"},
    "datetime64[us]": {"type": "date"},
}
"""Each dtype as a Table Schema field has it."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as a CSV file: UTF-8 with a byte-order mark, without which Excel misreads Chinese."""
    return csv_text(frame).encode("utf-8-sig", errors="replace")


def package(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The files of a data package, the descriptor last."""
    files = {f"{name}.csv": csv_bytes(frame) for name, frame in tables.items()}
    resources = [_resource(name, frame, files[f"{name}.csv"]) for name, frame in tables.items()]
    descriptor = {"$schema": PROFILE, "name": "zhibiao", "resources": resources}
    return {**files, DESCRIPTOR: f"{json.dumps(descriptor, ensure_ascii=False, indent=2)}\n".encode()}


def _resource(name: str, frame: pd.DataFrame, content: bytes) -> dict[str, Any]:
    held = columns(frame)
    keys = [column.name for column in held if column in KEYS]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in held],
            "missingValues": [""],
            **({"primaryKey": keys} if keys else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    """A column as a Table Schema field; a list may be empty, and then its cell is too."""
    constraints: dict[str, Any] = {}
    if not column.nullable and column.dtype != "object":
        constraints["required"] = True
    if column.closed:
        constraints["enum"] = list(column.closed)
    return {
        "name": column.name,
        **TYPES[column.dtype],
        **({"description": column.holds} if column.holds else {}),
        **({"constraints": constraints} if constraints else {}),
    }
