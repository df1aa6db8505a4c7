"""`manage.py import_articles FOLDER`: load Markdown files with front matter. Safe to run again."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from knowledgebase import importing
from knowledgebase.moving import parts


class Command(BaseCommand):
    help = "Loads every *.md below FOLDER, says what it did line by line, and is safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *args, folder: Path, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        self.done = Counter()
        # Pictures, snippets and shelves first, because articles stand on them; drafts last.
        sources = [self.read(path, path.relative_to(folder)) for path in sorted(folder.rglob("*.md"))]
        for source, path in sorted(filter(None, sources), key=lambda found: found[0].rank):
            self.store(source, path, path.relative_to(folder))
        done = self.done
        self.stdout.write(
            ", ".join(f"{count} {outcome}" for outcome, count in done.items()) or "No *.md files."
        )
        if done["refused"]:
            raise CommandError(f"{done['refused']} files were refused; the others are imported.")

    def read(self, path: Path, name: Path):
        try:
            return importing.read(path), path
        except importing.Refused as refused:
            self.refuse(name, refused)

    def store(self, source, path: Path, name: Path) -> None:
        """One file, in a transaction of its own, so that a bad one takes no other with it."""
        try:
            outcome = parts.store(source, path.parent) if source.part else importing.store(source)
        except importing.Refused as refused:
            self.refuse(name, refused)
        else:
            self.done[outcome] += 1
            self.stdout.write(f"{outcome:<10} {name}: {source.name}")

    def refuse(self, name: Path, refused: importing.Refused) -> None:
        self.done["refused"] += 1
        self.stderr.write(f"refused    {name}, line {refused.line}: {refused}")
