"""Floors, clock, SQL, size and other rules of the C sources."""

import re
import shutil
import subprocess

from common import files, line_of, lines, strings, strip_comments, strip_strings

FLOORS = ["base", "file", "store", "book", "modules", "report", "ctl", "desk"]
SQL = re.compile(r"\b(SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|VIEW|TRIGGER)|LEFT\s+JOIN"
                 r"|ORDER\s+BY|GROUP\s+BY|\sFROM\s+\w+\s+(t|WHERE)\b|PRAGMA\s|WITH\s+RECURSIVE)")
CLOCK = re.compile(r"\b(time\s*\(\s*(NULL|0|&)|g_get_real_time\b|g_date_time_new_now\w*|gettimeofday\b|CLOCK_REALTIME\b"
                   r"|g_get_current_time\b|g_date_set_time_t\s*\(\s*\w+\s*,\s*time)")
FLOAT = re.compile(r"\b(g?double|g?float)\s+\**\s*(\w*(fen|milli|qty|quantity|amount|price|money|minutes|worked|days)\w*)\b")
# Not at the beginning of a line: a word of its own, in any kind of text.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SECRET = re.compile(r"""\b(password|passwd|pwd|secret|token|api_?key)\b\s*(=|:)\s*["'][^"'%$<{]{4,}["']""", re.I)
PRIVATE_KEY = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY")
# Text for translation that goes on in a macro: what xgettext collects is cut off there and never found at run time.
CUT = re.compile(r'\b(_|N_|C_|ngettext|g_dngettext)\s*\((?:\s*"(?:\\.|[^"\\\n])*")+\s*[A-Z]\w+')
FLOOR_RANK = {name: min(rank, 6) for rank, name in enumerate(FLOORS)}  # ctl and desk stand side by side


def floor_of(root, path):
    """The floor a source belongs to by its folder; None outside the floors (tests/bench, tests/lint)."""
    parts = path.relative_to(root).parts
    return parts[1] if len(parts) > 2 and parts[1] in FLOORS else None


def headers(root, report):
    homes = {}
    for path in files(root, ["src"], {".h"}):
        if path.name in homes:
            report(path, 1, "floors", f"a header of this name is also in {homes[path.name][1].parent.relative_to(root)}")
        homes[path.name] = (floor_of(root, path), path)
    return homes


def check_floors(root, path, source, homes, report):
    floor = floor_of(root, path)
    in_tests = path.relative_to(root).parts[0] == "tests"
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', source, re.M):
        name, line = match.group(2), line_of(source, match.start())
        if name in ("sqlite3.h", "libpq-fe.h") and floor != "store" and not in_tests:  # tests hold baselines and a faulty disk
            report(path, line, "floors", f"{name} belongs to src/store")
        if re.match(r"(gtk|adw|gdk|gsk)[/.]|adwaita\.h|gtk/|libadwaita", name) and floor not in ("desk", None):
            report(path, line, "floors", f"{name} belongs to src/desk")
        base = name.rsplit("/", 1)[-1]
        if match.group(1) != '"' or base not in homes or floor is None:
            continue
        theirs = homes[base][0]
        if theirs is None or theirs == floor:
            continue
        if FLOOR_RANK[theirs] >= FLOOR_RANK[floor]:
            what = "tests of" if in_tests else "the floor"
            report(path, line, "floors", f"{what} '{floor}' must not know {base} of '{theirs}'")


def check_code(root, path, report):
    text = path.read_text(encoding="utf-8")
    source = strip_comments(text)
    code = strip_strings(source)
    parts = path.relative_to(root).parts
    floor = floor_of(root, path)
    if parts[0] == "src":
        if path.name != "zg-clock.c":
            for match in CLOCK.finditer(code):
                report(path, line_of(code, match.start()), "clock", f"{match.group(1).strip()}: time comes from zg-clock")
        for match in CUT.finditer(source):
            report(path, line_of(source, match.end()), "translation", "a macro cuts this text: format the number first, then %s")
        if floor in ("desk", "report"):
            for line, text in strings(source):
                if SQL.search(text):
                    report(path, line, "sql", "no SQL on this floor: a sheet or a module function reads")
        if floor not in ("desk", "file"):
            for match in FLOAT.finditer(code):
                line = line_of(code, match.start())
                report(path, line, "float", f"'{match.group(2)}' is counted: an integer, its unit in the name")
        for match in re.finditer(r"\b(g_print|g_printerr|printf|puts|exit|abort)\s*\(", code):
            if floor not in ("ctl", "desk"):
                report(path, line_of(code, match.start()), "quiet", f"{match.group(1)} below ctl and desk: return an error")
        if path.suffix == ".h" and path.parent.name != "pch" and "#pragma once" not in text and "#pragma once" not in source:
            report(path, 1, "header", "no #pragma once")


def check_size(path, report):
    all_lines = lines(path)
    if len(all_lines) > 600:
        report(path, len(all_lines), "size", f"{len(all_lines)} lines, at most 600")
    for number, text in all_lines:
        if len(text) > 130 and path.suffix != ".ui":
            report(path, number, "size", f"{len(text)} characters, at most 130")
        if text != text.rstrip():
            report(path, number, "size", "blanks at the end of the line")


def check_words(root, path, report):
    is_test = path.relative_to(root).parts[0] == "tests"
    for number, text in lines(path):
        match = UNFINISHED.search(text)
        if match:
            report(path, number, "unfinished", f"'{match.group(0)}': finish it or file it")
        if PRIVATE_KEY.search(text) or (not is_test and SECRET.search(text)):
            report(path, number, "secret", "a literal secret")


def check_scripts(root, report):
    scripts = [root / "dev", root / ".ci" / "run"]
    for path in sorted((root / "tools").iterdir()):
        if path.is_file() and path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash"):
            scripts.append(path)
    command = ["shellcheck", "--format=gcc"] if shutil.which("shellcheck") else ["bash", "-n"]
    for script in scripts:
        run = subprocess.run([*command, str(script)], capture_output=True, text=True, check=False)
        for text in (run.stdout + run.stderr).splitlines():
            match = re.match(r"[^:]+:(?:line )?(\d+):(?:\d+:)?\s*(.*)", text)
            report(script, int(match.group(1)) if match else 1, "script", match.group(2) if match else text)


def check(root, report):
    homes = headers(root, report)
    for path in files(root, ["src", "tests"], {".c", ".h"}):
        check_floors(root, path, strip_comments(path.read_text(encoding="utf-8")), homes, report)
        check_code(root, path, report)
        check_size(path, report)
        check_words(root, path, report)
    for path in files(root, ["dev", ".ci/run", "ui", "tools", "tests"], {".ui", ".py", ".sh", "", ".build"}):
        check_size(path, report)
        check_words(root, path, report)
    for path in files(root, ["README.md", "CONTRIBUTING.md", "data", "resources"], {".tsv", ".md", ".sql", ".css", ".xml"}):
        check_words(root, path, report)
    check_scripts(root, report)
