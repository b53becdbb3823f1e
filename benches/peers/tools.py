"""The tools that are compared: how each is installed, what is typed, and what its output says of the norms."""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

REGORUS = "0.14.1"
SPECTRAL = "6.16.3"
CHECK_JSONSCHEMA = "0.39.0"

NORM = r"(?:SAM|BES|VRD|BTL|WON)-\d\d[a-z]?"
# The weightiest outcome of a norm, where it has several subjects.
WEIGHT = ["met", "deviation", "not checkable", "not met"]


class Outcomes(dict):
    """Per norm its outcome; what is not in it is met. `input` is set where the tool says that the file itself is wrong, and
    `stopped` where it does so by stopping with an error."""

    input = False
    stopped = False

    def add(self, norm, outcome):
        if WEIGHT.index(outcome) > WEIGHT.index(self.get(norm, "met")):
            self[norm] = outcome


def sh(command, **more):
    print("+", " ".join(str(c) for c in command), file=sys.stderr)
    subprocess.run([str(c) for c in command], check=True, stdout=sys.stderr, **more)


class Toets:
    name = "toets"
    title = "toets, the eight norms as a ruleset of its own"

    def __init__(self, place):
        self.program = ROOT / "target" / "release" / "toets"

    def install(self):
        sh(["cargo", "build", "--release", "--locked"], cwd=ROOT)

    def command(self, file):
        return [self.program, "check", file, "--ruleset", HERE / "toets", "--lang", "en"]

    def outcomes(self, file):
        run = subprocess.run([*self.command(file), "--format", "json"], capture_output=True, text=True)
        return self.read(json.loads(run.stdout))

    @staticmethod
    def read(report):
        words = {"voldoet": "met", "voldoet_niet": "not met", "niet_te_toetsen": "not checkable", "afwijking": "deviation"}
        out = Outcomes()
        out.input = any(d["severity"] == "error" for d in report["diagnostics"])
        for finding in report["findings"]:
            if finding["verdict"] != "niet_van_toepassing":
                out.add(finding["rule"], words[finding["verdict"]])
        return out


class ToetsBuiltIn(Toets):
    name = "toets-built-in"
    title = "toets, the norms of the same number in its own catalogue (`--rule`)"
    norms = []

    def prepare(self, file):
        """The catalogue reads a rise as a percentage and refuses a bare `3.6`, which may be 3.6% or 360%."""
        text = re.sub(r'("20\d\d": [\d.]+)(?=[,}])', r"\1%", file.read_text())
        other = file.with_name(f"{file.stem}.percent.yaml")
        other.write_text(text)
        return other

    def command(self, file):
        chosen = [word for norm in self.norms for word in ("--rule", norm)]
        return [self.program, "check", self.prepare(file), "--lang", "en", *chosen]

    def outcomes(self, file):
        run = subprocess.run([*self.command(file), "--format", "json"], capture_output=True, text=True)
        return self.read(json.loads(run.stdout))


class Rego:
    name = "rego"
    title = "regorus, Rego written with care"
    query = "data.peers.report"
    policy = "peers.rego"

    def __init__(self, place):
        self.place = place / "rego"
        self.program = self.place / "bin" / "regorus"
        # A data file of Rego has its name as a key.
        self.data = place / "form-data.json"

    def install(self):
        if not self.program.exists():
            # The command line of regorus is an example of its crate.
            sh(["cargo", "install", "regorus", "--version", REGORUS, "--example", "regorus", "--locked", "--root", self.place])
        self.data.write_text(json.dumps({"form": json.loads((HERE / "json-schema/form.json").read_text())}))

    def command(self, file):
        return [self.program, "eval", "-d", HERE / "rego" / self.policy, "-d", self.data, "-i", file, self.query]


    def value(self, file):
        run = subprocess.run(self.command(file), capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(run.stderr)
        return json.loads(run.stdout)["result"][0]["expressions"][0]["value"]

    def outcomes(self, file):
        report, out = self.value(file), Outcomes()
        out.input = "input" in report
        for finding in report.get("findings", []):
            out.add(finding["norm"], finding["verdict"])
        return out


class RegoUsual(Rego):
    name = "rego-usual"
    title = "regorus, Rego as it is usually written"
    query = "data.usual.deny"
    policy = "usual.rego"

    def command(self, file):
        return [self.program, "eval", "-d", HERE / "rego" / self.policy, "-i", file, self.query]

    def outcomes(self, file):
        out = Outcomes()
        try:
            for line in self.value(file):
                out.add(line.split()[0], "not met")
        except RuntimeError:
            out.input = out.stopped = True
        return out


class Spectral:
    name = "spectral"
    title = "Spectral, with four functions in JavaScript"

    def __init__(self, place):
        self.place = place / "spectral"
        self.program = self.place / "node_modules" / ".bin" / "spectral"

    def install(self):
        if not self.program.exists():
            self.place.mkdir(parents=True, exist_ok=True)
            sh(["npm", "install", "--prefix", self.place, "--no-audit", "--no-fund", "--ignore-scripts",
                f"@stoplight/spectral-cli@{SPECTRAL}"])
        form = json.loads((HERE / "json-schema/form.json").read_text())
        options = {"dialect": "draft2020-12", "allErrors": True, "schema": form}
        rule = {"description": "The form of the file", "message": "{{error}}", "severity": "error", "given": "$",
                "then": {"function": "schema", "functionOptions": options}}
        (HERE / "spectral/form.json").write_text(json.dumps({"rules": {"form": rule}}, indent=2) + "\n")

    def command(self, file):
        return [self.program, "lint", "-F", "hint", "-r", HERE / "spectral/.spectral.yaml", file]

    def outcomes(self, file):
        run = subprocess.run([*self.command(file), "-f", "json"], capture_output=True, text=True)
        # A line for people may follow the list.
        found, _ = json.JSONDecoder().raw_decode(run.stdout[run.stdout.index("["):])
        words = {0: "not met", 1: "not checkable", 2: "deviation"}
        out = Outcomes()
        for one in found:
            if one["code"] == "form":
                out.input = True
            else:
                out.add(re.match(NORM, one["code"]).group(), words[one["severity"]])
        return out


class CheckJsonschema:
    name = "check-jsonschema"
    title = "check-jsonschema"
    # A message of JSON Schema names a place and no norm; what lies elsewhere is a fault of form.
    places = [("SAM-08", r"samenwerking|jaren_instandhouding"), ("BTL-01", r"huursomstijging"), ("WON-01", r"procedure"),
              ("WON-09", r"beleidskader"), ("VRD-06", r"renovatie_overwogen|grond_sloop|motivering_sloop")]

    def __init__(self, place):
        self.place = place / "venv"
        self.program = self.place / "bin" / "check-jsonschema"

    def install(self):
        if not self.program.exists():
            sh([sys.executable, "-m", "venv", self.place])
            sh([self.place / "bin/pip", "install", "--quiet", f"check-jsonschema=={CHECK_JSONSCHEMA}"])

    def command(self, file):
        return [self.program, "--schemafile", HERE / "json-schema/norms.json", file]

    def outcomes(self, file):
        run = subprocess.run([*self.command(file), "-o", "json"], capture_output=True, text=True)
        report, out = json.loads(run.stdout), Outcomes()
        if report.get("parse_errors"):
            raise RuntimeError(run.stdout)
        for error in report["errors"]:
            where = f"{error['path']} {error['message']}"
            norm = next((norm for norm, place in self.places if re.search(place, where)), None)
            if norm:
                out.add(norm, "not met")
            else:
                out.input = True
        return out


def all_tools(place, norms):
    ToetsBuiltIn.norms = norms
    return [tool(place) for tool in (Toets, ToetsBuiltIn, Rego, RegoUsual, Spectral, CheckJsonschema)]
