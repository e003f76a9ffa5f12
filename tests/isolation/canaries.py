"""A word in every text column of a corporation, by which its rows can be recognised wherever they turn up."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from klushuur.ground.scope import scope
from klushuur.ground.scope.walls import as_owner

# Columns that hold a code, a hash or a name of ours: another word in them would be no row that can be.
CODES = re.compile(
    r"sha256|hash|(^|_)(code|kind|status|way|language|once|part|form|place|error|action|old|new|reason|ground|file|level|look|file_name)$"
)
NOT_FREE = {
    "journal_entry.subject": "the name of a table",
    "journal_entry.actor_kind": "a kind of account",
    "files_file.owner": "the name of a model",
    "files_file.path": "a hash in a folder of numbers",
    "files_file.media_type": "one of five",
}
# Columns whose words come of others, and may not be changed apart from them: they hold the word when the others do.
DERIVED = {"agreements_agreement.text", "agreements_offeredtext.text", "mail_message.html"}


def owned() -> Iterator[type[models.Model]]:
    """Every model whose rows belong to a corporation."""
    for model in apps.get_models():
        if any(field.column == "corporation_id" for field in model._meta.concrete_fields):
            yield model


def free_columns(model: type[models.Model]) -> Iterator[Any]:
    """The columns in which people's words are kept."""
    for field in model._meta.concrete_fields:
        name = f"{model._meta.db_table}.{field.column}"
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(
            field, models.FileField | models.EmailField
        )
        if is_text and not field.choices and not CODES.search(field.column) and name not in NOT_FREE:
            yield field


def plant(corporation_id: int, word: str) -> list[str]:
    """Put the word in every free column of the corporation that lacks it. Returns the columns that can't have it: no rows."""
    empty = []
    with scope.of(corporation_id), as_owner(connection), connection.cursor() as cursor:
        for model in owned():
            table = model._meta.db_table
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            for field in free_columns(model):
                name, column = f"{table}.{field.column}", f'"{field.column}"'
                if _count(cursor, table, f"position('{word}' in {column}) > 0"):
                    continue
                if name in DERIVED or not _count(cursor, table, "true"):
                    empty.append(name)
                    continue
                room = field.max_length or 200
                value = (
                    f"left('{word}', {room} - length(id::text)) || id"
                    if room < 40
                    else f"left('{word} ' || id || ' ' || {column}, {room})"
                )
                cursor.execute(f'UPDATE "{table}" SET {column} = {value} WHERE {column} <> %s', [""])
                if not _count(cursor, table, f"position('{word}' in {column}) > 0"):
                    cursor.execute(f'UPDATE "{table}" SET {column} = {value}')
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    return empty


def _count(cursor: Any, table: str, condition: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {condition}')
    return int(cursor.fetchone()[0])
