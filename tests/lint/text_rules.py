"""What people read: punctuation, translations, forms, menu entry."""

import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as tree
from pathlib import Path

from common import HAN, files, lines

# A comma, colon, bracket … of ASCII that touches a Chinese character on one side.
HALF = re.compile(rf"{HAN}[ ]?[,:;?!()]|[,:;?!()][ ]?{HAN}")
MNEMONIC = re.compile(r"\(_[A-Z0-9]\)")  # 保存(_S): shown as the platform shows it
KEYS = re.compile(r"(Ctrl|Shift|Alt|Enter|Esc|Del|Tab|F\d+|[A-Z0-9]|[ +])+")
SHOWN = ("label", "title", "subtitle", "description", "placeholder-text", "tooltip-text", "text")


def check_punctuation(root, report):
    for path in files(root, ["data"], {".tsv"}):
        for number, text in lines(path):
            match = HALF.search(text)
            if match:
                report(path, number, "punctuation", f"half-width in '{match.group(0)}'")


def messages(path):
    """(line, msgid, [msgstr…]) of a .po; obsolete entries are left out."""
    entry, where, field = {}, 0, None
    for number, text in [*lines(path), (0, "")]:
        match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) "(.*)"$', text)
        if match:
            if match.group(1) in ("msgctxt", "msgid") and "msgid" in entry and any(k.startswith("msgstr") for k in entry):
                yield where, entry["msgid"], [v for k, v in entry.items() if k.startswith("msgstr")]
                entry = {}
            field = match.group(1)
            where = number if field == "msgid" else where
            entry[field] = match.group(2)
        elif text.startswith('"') and field:
            entry[field] += text.strip()[1:-1]
        elif not text and entry.get("msgid") is not None:
            yield where, entry["msgid"], [v for k, v in entry.items() if k.startswith("msgstr")]
            entry, field = {}, None


def check_catalogue(root, report):
    for path in files(root, ["po"], {".po"}):
        for number, msgid, translations in messages(path):
            for text in translations:
                match = HALF.search(MNEMONIC.sub("", text))
                if match and msgid:
                    report(path, number, "punctuation", f"half-width in '{match.group(0)}'")
                if re.search(r"[！]|您|亲爱", text):
                    report(path, number, "wording", "no exclamation marks, 你 not 您")
        run(["msgfmt", "--check", "--output-file=/dev/null", str(path)], path, "translation", report)
        with tempfile.TemporaryDirectory() as folder:
            pot = Path(folder) / "new.pot"
            if run([str(root / "tools/pot"), str(pot)], root / "tools/pot", "translation", report) and pot.exists():
                missing(root, path, pot, report)


def missing(root, po, pot, report):
    """Messages of the sources that the catalogue lacks or marks fuzzy, reported where the sources use them."""
    english = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    done = subprocess.run(["msgcmp", str(po), str(pot)], capture_output=True, text=True, check=False, env=english)
    pot_lines = pot.read_text(encoding="utf-8").splitlines()
    for text in done.stderr.splitlines():
        match = re.match(r"(.*?):(\d+): (.*)", text)
        if not match or "found" in match.group(3):
            continue
        if match.group(1) != str(pot):
            report(po, int(match.group(2)), "translation", match.group(3))
            continue
        number = int(match.group(2))
        used = next((line for line in reversed(pot_lines[:number]) if line.startswith("#: ")), "#: ?:1")
        source, _, line = used.split()[1].partition(":")
        report(root / source, int(line or 1), "translation", f"not in {po.name}: {pot_lines[number - 1]}")
    listed = subprocess.run([str(root / "tools/potfiles")], capture_output=True, text=True, check=False).stdout
    if listed != (root / "po/POTFILES").read_text(encoding="utf-8"):
        report(root / "po/POTFILES", 1, "translation", "not up to date: run ./dev pot")


def check_forms(root, report):
    for path in files(root, ["ui", "resources", "src"], {".ui", ".xml"}):
        try:
            tree.parse(path)
        except tree.ParseError as error:
            report(path, error.position[0], "form", f"not well-formed: {error}")
            continue
        if path.suffix != ".ui":
            continue
        for number, text in lines(path):
            if re.search(HAN, text):
                report(path, number, "form", "Chinese in a form: an English source string, translated in po/")
            match = re.search(r'<property name="([a-z-]+)">([^<]*[A-Za-z]{3}[^<]*)</property>', text)
            if match and match.group(1) in SHOWN and not KEYS.fullmatch(match.group(2)):
                report(path, number, "form", f"'{match.group(2)}' is not marked translatable")


def run(command, path, rule, report):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for text in (done.stdout + done.stderr).splitlines() if done.returncode else []:
        match = re.match(r".*?:(\d+):\s*(.*)", text)
        report(path, int(match.group(1)) if match else 1, rule, match.group(2) if match else text)
    return done.returncode == 0


def check_desktop(root, report):
    data = root / "data"
    if shutil.which("desktop-file-validate"):
        for path in data.glob("*.desktop"):
            run(["desktop-file-validate", str(path)], path, "desktop", report)
    if shutil.which("appstreamcli"):
        for path in data.glob("*.metainfo.xml"):
            run(["appstreamcli", "validate", "--no-net", str(path)], path, "desktop", report)
    if shutil.which("glib-compile-schemas"):
        for path in data.glob("*.gschema.xml"):
            run(["glib-compile-schemas", "--strict", "--dry-run", str(data)], path, "desktop", report)


def check(root, report):
    check_punctuation(root, report)
    check_catalogue(root, report)
    check_forms(root, report)
    check_desktop(root, report)
