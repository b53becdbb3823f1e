"""What the comparison found, put into the pages that show it."""

import os
import subprocess

from tools import HERE, ROOT


def put(path, name, text):
    """Replaces what stands between the marks of `name` in a page."""
    page = path.read_text()
    begin, end = f"<!-- {name}: made by benches/peers/run -->\n", f"<!-- /{name} -->"
    before, rest = page.split(begin)
    path.write_text(before + begin + "\n" + text.rstrip() + "\n\n" + end + rest.split(end)[1])


def cell(case, tool, out, norms):
    """“=” where the tool says what is expected, else what it says."""
    if case.get("input"):
        return "=" if out.input else "says nothing" if not out else ", ".join(f"{n} {o}" for n, o in out.items())
    if out.input:
        return "stops with an error" if out.stopped else "says that the file is wrong"
    expect = case.get("expect", {})
    other = [f"{n} {out.get(n, 'met')}" for n in norms if out.get(n, "met") != expect.get(n, "met")]
    return "=" if not other else ", ".join(other)


def matrix(data, tools, found):
    norms = [norm["id"] for norm in data["norm"]]
    head = ["what is wrong", "should be", *(tool.name for tool in tools)]
    rows = [head, ["---"] * len(head)]
    for case in data["case"]:
        expect = case.get("expect", {})
        should = "the file is wrong" if case.get("input") else ", ".join(f"{n} {o}" for n, o in expect.items()) or "all met"
        rows.append([case["about"], should, *(cell(case, t, found[case["id"], t.name], norms) for t in tools)])
    rows.append(["**as it should be**", "", *(
        f"**{sum(cell(c, t, found[c['id'], t.name], norms) == '=' for c in data['case'])} of {len(data['case'])}**" for t in tools
    )])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def printed(tool, file):
    """What the tool prints, without the paths of this machine."""
    # What a terminal of the usual width shows, without colours.
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "RUST_BACKTRACE": "0"}
    run = subprocess.run(tool.command(file), capture_output=True, text=True, env=env)
    text = (run.stdout + run.stderr).replace(f"{file.parent}/", "").replace(f"{HERE}/", "")
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    return "\n".join([*lines, f"(exit code {run.returncode})"])


def side_by_side(case, tools, work):
    file = work / f"{case['id']}.yaml"
    out = [f"## {case['about'][0].upper()}{case['about'][1:]}", ""]
    for tool in tools:
        out += [f"{tool.title}:", "", "```text", printed(tool, file), "```", ""]
    return "\n".join(out)


def rules(data):
    rows = ["| norm | asks | shows |", "|---|---|---|"]
    rows += [f"| {n['id']} | {n['asks']} | {n['shows']} |" for n in data["norm"]]
    return "\n".join(rows)


def length(*patterns):
    """Lines that say something: no comments, no blank lines."""
    files = [file for pattern in patterns for file in sorted(HERE.glob(pattern))]
    lines = [line.strip() for file in files for line in file.read_text().split("\n")]
    return sum(1 for line in lines if line and not line.startswith(("#", "//")))


def sizes():
    rows = [
        ("toets", "the eight norms, values with sources, messages in two languages", length("toets/*.regels")),
        ("rego", "the eight norms with outcomes, bounds and gaps", length("rego/peers.rego")),
        ("rego-usual", "the eight norms, met or silent", length("rego/usual.rego")),
        ("spectral", "ruleset and functions", length("spectral/.spectral.yaml", "spectral/functions/*.js")),
        ("check-jsonschema", "what can be said of five norms", length("json-schema/norms.json")),
        ("(form.json)", "the form of the file, for rego, spectral and check-jsonschema; toets has it in its ruleset", length("json-schema/form.json")),
    ]
    out = ["| rules for | what they say | lines |", "|---|---|---|"]
    return "\n".join([*out, *(f"| {a} | {b} | {c} |" for a, b, c in rows)])


def write_outcomes(data, tools, found, work):
    page = ROOT / "docs/compare.md"
    put(page, "norms", rules(data))
    put(page, "matrix", matrix(data, tools, found))
    put(page, "sizes", sizes())
    every = "\n".join(side_by_side(case, tools, work) for case in data["case"])
    (work / "output.md").write_text("# What each tool prints\n\n" + every.rstrip() + "\n")
