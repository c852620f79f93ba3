"""The tables in data/: whole, consistent, and every clause named anywhere exists."""

import datetime
import re

from common import files, strings, strip_comments, table

CLAUSE = re.compile(r"\bD(?:0[1-9]|1\d|2[01])-(?:[pP]\d+(?:\.\d+)?|\d+(?:\.\d+)*(?:-\d+)?(?:\(\d+\))?)[a-z]?")
N_CLAUSES, N_BINDING = 507, 467


def clause_ids(root):
    return {row["id"] for _, row, _ in table(root / "data/policy/clauses.tsv")}


def check_shape(root, report):
    """Same number of cells in every row, no blanks around a cell."""
    for path in files(root, ["data"], {".tsv"}):
        for number, row, excess in table(path):
            if excess:
                report(path, number, "table", f"{abs(excess)} cells {'too many' if excess > 0 else 'missing'}")
            for column, cell in row.items():
                if cell != cell.strip() or "\r" in cell:
                    report(path, number, "table", f"blanks around '{column}'")


def check_unique(path, key, report):
    seen = {}
    for number, row, _ in table(path):
        name = tuple(row[k] for k in key.split())
        if name in seen:
            report(path, number, "table", f"{' '.join(name)} again, first in line {seen[name]}")
        seen[name] = number
    return seen


def check_clauses(root, ids, report):
    path = root / "data/policy/clauses.tsv"
    rows = list(table(path))
    binding = sum(1 for _, row, _ in rows if row["kind"] != "text")
    if (len(rows), binding) != (N_CLAUSES, N_BINDING):
        report(path, 1, "clauses", f"{len(rows)} clauses of which {binding} bind, expected {N_CLAUSES} and {N_BINDING}")
    documents = {row["id"] for _, row, _ in table(root / "data/policy/documents.tsv")}
    for number, row, _ in rows:
        if row["id"][:3] not in documents:
            report(path, number, "clauses", f"{row['id']}: no such document")
        for other in filter(None, row["conflict"].split(",")):
            if other not in ids:
                report(path, number, "clauses", f"{other} does not exist")


def check_references(root, ids, report):
    """Every column that names clauses, parameters, conflicts or roles names existing ones."""
    policy = root / "data/policy"
    keys = {row["key"] for _, row, _ in table(policy / "parameters.tsv")}
    codes = {row["code"] for _, row, _ in table(policy / "conflicts.tsv")}
    roles = {row["code"] for _, row, _ in table(policy / "role-titles.tsv")}
    choices = {
        row["key"]: {choice.split("=")[0] for choice in row["choices"].split("|")}
        for _, row, _ in table(policy / "parameters.tsv")
    }
    rights = {row["right"] for _, row, _ in table(policy / "roles.tsv")}
    posts = {row["post"] for _, row, _ in table(root / "data/org/posts.tsv")}

    def known(path, number, what, names, having):
        for name in filter(None, names):
            if name not in having:
                report(path, number, "reference", f"{what} {name} does not exist")

    for path in files(root, ["data"], {".tsv"}):
        for number, row, _ in table(path):
            for column in ("clause", "clauses", "owner_clause", "sides"):
                if column in row and path.name != "clauses.tsv":
                    known(path, number, "clause", re.split(r",| / ", row[column]), ids)
    for number, row, _ in table(policy / "parameters.tsv"):
        known(policy / "parameters.tsv", number, "conflict", row["conflict"].split(" "), codes)
    for number, row, _ in table(policy / "conflicts.tsv"):
        known(policy / "conflicts.tsv", number, "parameter", row["keys"].split(" "), keys)
    for number, row, _ in table(policy / "roles.tsv"):
        known(policy / "roles.tsv", number, "role", [row["role"]], roles)
        if row["reach"] not in ("own", "unit", "all"):
            report(policy / "roles.tsv", number, "table", f"reach '{row['reach']}'")
    for number, row, _ in table(policy / "role-maps.tsv"):
        known(policy / "role-maps.tsv", number, "role", row["roles"].split(","), roles)
        known(policy / "role-maps.tsv", number, "value", [row["value"]], choices.get(row["parameter"], set()))
        known(policy / "role-maps.tsv", number, "right", row["rights"].split(","), rights)
    for number, row, _ in table(root / "data/org/structures.tsv"):
        known(root / "data/org/structures.tsv", number, "post", [row["leader"]], posts)


def check_role_maps(root, report):
    """A right that a parameter governs has its roles under each of its values."""
    policy = root / "data/policy"
    choices = {row["key"]: {c.split("=")[0] for c in row["choices"].split("|")} for _, row, _ in table(policy / "parameters.tsv")}
    values, lines = {}, {}
    for number, row, _ in table(policy / "role-maps.tsv"):
        for right in row["rights"].split(","):
            values.setdefault((row["parameter"], right), []).append(row["value"])
            lines[row["parameter"], right] = number
    for (key, right), found in values.items():
        if sorted(found) != sorted(choices.get(key, ())):
            report(policy / "role-maps.tsv", lines[key, right], "table", f"{right} is not once under each value of {key}")


def check_parameters(root, report):
    path = root / "data/policy/parameters.tsv"
    for number, row, _ in table(path):
        kind, value, choices = row["type"], row["value"], [c.split("=")[0] for c in row["choices"].split("|")]
        good = {
            "int": re.fullmatch(r"\d*", value),
            "minutes": re.fullmatch(r"\d*", value),
            "days": re.fullmatch(r"\d*(\.\d{1,3})?", value),
            "bool": re.fullmatch(r"[01]", value),
            "time": re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value),
            "text": True,
            "derived": True,
            "enum": value in choices,
            "list": all(part in choices for part in value.split(",")),
        }.get(kind)
        if not good:
            report(path, number, "table", f"{row['key']}: '{value}' is no {kind}")
        if row["in_source"] not in ("yes", "proposed"):
            report(path, number, "table", f"in_source '{row['in_source']}'")


def check_holidays(root, report):
    statutory = {2024: 11}  # by the law in force then; 13 from 2025 on
    for path in sorted((root / "data/holidays").glob("2*.tsv")):
        year = int(path.stem)
        count = 0
        for number, row, _ in table(path):
            day = datetime.date.fromisoformat(row["day"])
            count += row["statutory"] == "1"
            if row["off"] not in "01" or row["statutory"] not in "01" or (row["statutory"] == "1" and row["off"] == "0"):
                report(path, number, "holiday", "off and statutory do not go together")
            if row["off"] == "0" and day.weekday() < 5:
                report(path, number, "holiday", "a make-up work day that is a weekday anyway")
        if count != statutory.get(year, 13):
            report(path, 1, "holiday", f"{count} statutory days, the law names {statutory.get(year, 13)}")


def check_sources(root, ids, report):
    """Clause ids in strings of C and in .ui and .css text."""
    for path in files(root, ["src", "tests"], {".c", ".h"}):
        for line, text in strings(strip_comments(path.read_text(encoding="utf-8"))):
            for match in CLAUSE.finditer(text):
                if match.group(0) not in ids:
                    report(path, line, "clauses", f"{match.group(0)} does not exist")


def check(root, report):
    ids = clause_ids(root)
    check_shape(root, report)
    policy = root / "data/policy"
    check_unique(policy / "clauses.tsv", "id", report)
    check_unique(policy / "parameters.tsv", "key", report)
    check_unique(policy / "conflicts.tsv", "code", report)
    check_unique(policy / "documents.tsv", "id", report)
    check_unique(policy / "role-titles.tsv", "code", report)
    check_unique(policy / "roles.tsv", "role right", report)
    check_unique(policy / "role-maps.tsv", "parameter value rights", report)
    check_role_maps(root, report)
    check_unique(root / "data/org/structures.tsv", "template unit", report)
    check_unique(root / "data/org/posts.tsv", "post", report)
    for path in sorted((root / "data/holidays").glob("2*.tsv")):
        check_unique(path, "day", report)
    check_unique(root / "data/holidays/years.tsv", "year", report)
    check_clauses(root, ids, report)
    check_references(root, ids, report)
    check_parameters(root, report)
    check_holidays(root, report)
    check_sources(root, ids, report)
