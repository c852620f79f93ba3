"""What the lints share: the report, reading files, and reading the tables in data/."""

import re
import sys

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"


class Report:
    def __init__(self, root):
        self.root = root
        self.found = []
        self.rules = set()

    def __call__(self, path, line, rule, what):
        try:
            path = path.relative_to(self.root)
        except ValueError:
            pass
        self.found.append((str(path), line, rule, what))

    def finish(self):
        for path, line, rule, what in sorted(set(self.found)):
            print(f"{path}:{line}: {rule}: {what}")
        if self.found:
            print(f"lint: {len(set(self.found))} findings", file=sys.stderr)
            return 1
        print("lint: clean")
        return 0


def lines(path):
    """Numbered lines of a text file."""
    return list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


def files(root, folders, endings):
    found = []
    for folder in folders:
        base = root / folder
        if base.is_file():
            found.append(base)
        elif base.is_dir():
            found += [p for p in sorted(base.rglob("*")) if p.is_file() and p.suffix in endings and "__pycache__" not in p.parts]
    return found


def table(path):
    """A TSV of data/: comment lines begin with '#', the first other line names the columns.

    Yields (line, {column: text}, cells too many)."""
    head = None
    for number, text in lines(path):
        if text.startswith("#") or not text:
            continue
        cells = text.split("\t")
        if head is None:
            head = cells
            continue
        padded = cells + [""] * (len(head) - len(cells))
        yield number, dict(zip(head, padded)), len(cells) - len(head)


def strip_comments(source):
    """C source with comments blanked, so that positions and lines stay; strings are kept."""
    def blank(match):
        text = match.group(0)
        return text if text[0] in "\"'" else re.sub(r"[^\n]", " ", text)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, source, flags=re.S)


def strip_strings(source):
    """Code alone: the insides of strings and characters blanked as well."""
    def blank(match):
        text = match.group(0)
        return text[0] + " " * (len(text) - 2) + text[0]
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, source)


def strings(source):
    """(line, text) of each string literal of comment-free C source."""
    for match in re.finditer(r'"((?:\\.|[^"\\\n])*)"', source):
        yield source.count("\n", 0, match.start()) + 1, match.group(1)


def line_of(source, position):
    return source.count("\n", 0, position) + 1
