"""Rows of another table beside each row of a queryset, in the same statement."""

from __future__ import annotations

from django.db import models


class Listed(models.Func):
    """The rows of `model` that belong to this one, in their order, as a list of dicts; empty without rows.

    `link`: the column by which they belong. Written as SQL, because a subquery of Django takes longer to
    put together than the database takes to answer.
    """

    template = (
        "(SELECT %(function)s FROM (SELECT * FROM %(table)s "
        "WHERE %(link)s = %(expressions)s ORDER BY %(order)s) listed)"
    )
    output_field = models.JSONField()

    def __init__(self, model: type[models.Model], link: str, *columns: str):
        self.pairs = ", ".join(f"'{column}', {column}" for column in columns)
        order = ", ".join("id" if name == "pk" else name for name in model._meta.ordering)
        super().__init__("pk", table=model._meta.db_table, link=link, order=order)

    def as_sqlite(self, compiler, connection):
        function = f"JSON_GROUP_ARRAY(JSON_OBJECT({self.pairs}))"
        return self.as_sql(compiler, connection, function=function)

    def as_postgresql(self, compiler, connection):
        # Without rows PostgreSQL has no list to give.
        function = f"COALESCE(JSONB_AGG(JSONB_BUILD_OBJECT({self.pairs})), '[]'::jsonb)"
        return self.as_sql(compiler, connection, function=function)
