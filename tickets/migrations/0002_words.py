"""The full-text index of requests, for staff: not a model, because each database has its own kind."""

from django.db import migrations

POSTGRESQL = [
    "CREATE TABLE tickets_words (message bigint PRIMARY KEY, ticket bigint NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX tickets_words_found ON tickets_words USING gin (words)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE tickets_words USING fts5(words, ticket UNINDEXED, tokenize='unicode61')",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE tickets_words")


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_requests")]
    operations = [migrations.RunPython(create, drop)]
