"""What the commands that bring a former help centre in have in common."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from knowledgebase.moving.bringing import bring
from knowledgebase.moving.folder import Folder, Unfit


class BringCommand(BaseCommand):
    """Says line by line what is done; safe to run again."""

    read = None  # makes of a Folder a Former

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="a folder, or a zip archive of it")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")

    def handle(self, *args, folder: Path, dry_run: bool, **options):
        counts = Counter()
        try:
            former = type(self).read(Folder(folder))
            for done in bring(former, dry=dry_run):
                counts[str(done.outcome)] += 1
                said = f"{done.outcome:<10} {done.number} {'+'.join(done.languages)}: {done.title}"
                self.stdout.write(said)
                for note in done.notes:
                    self.stdout.write(f"           {note}")
        except Unfit as unfit:
            raise CommandError(str(unfit)) from unfit
        self.stdout.write(
            ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "No articles."
        )
        if dry_run:
            self.stdout.write("This was a dry run: nothing is written.")
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} articles were refused; the others are taken.")
