#!/usr/bin/env python3
"""Misspells keys by chance where charts and overlays are written, and counts how often podlint's finding stands at that line.

usage: misspelt.py DIR --podlint PROGRAM [--in templates|helpers|values|patches|bases] [--count N] [--seed N] [--work DIR]

A key of what is rendered, but of maps that take any, is taken that stands as it is in a template, a helper, a file of values, a
patch or a base (`podlint render --origins`). In a copy of the directory one such key of each chart or overlay gets a letter too many, all is
checked at once, and so on until there are enough. A finding is due where the same rendering, checked as a plain file, has one
at the misspelt word; it must stand at the line that was changed, which has none without the change. Where none is due, the
line is not counted, and the end says how many were left out and why; what has no reason is counted as missed. Needs PyYAML.
"""
import argparse, collections, json, os, random, re, shutil, subprocess, sys

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CHARTS = ("templates", "helpers", "values")
KUSTOMIZATIONS = {"kustomization.yaml", "kustomization.yml", "Kustomization"}
KEY = re.compile(r"^\s*(?:- +)*([A-Za-z]{3,}):(?:\s|$)")
ORIGIN = re.compile(r"(\S+?):(\d+)(?=\s|$)")
# Maps that take any key, and what is schema or values of another program.
FREE = set(
    """annotations binaryData data labels limits matchLabels nodeSelector options parameters podSelector requests selector
    stringData volumeAttributes""".split()
)


class Trial:
    """A copy of a directory, and the program that is tried on it."""

    def __init__(self, asked):
        self.podlint, self.where = asked.podlint, asked.where
        self.top = os.path.join(asked.work, os.path.basename(asked.directory.rstrip("/")))
        shutil.rmtree(self.top, ignore_errors=True)
        shutil.copytree(asked.directory, self.top, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        os.makedirs(os.path.join(self.top, ".git"))
        self.plain = os.path.join(asked.work, "plain.yaml")

    def run(self, *arguments):
        done = subprocess.run([self.podlint, *arguments], cwd=self.top, capture_output=True, timeout=1800)
        return done.stdout.decode(errors="replace")

    def findings(self, *paths):
        """The lines with findings, with what is said there."""
        told = json.loads(self.run("check", *paths, "--output", "json", "--exit-zero"))["diagnostics"]
        lines = collections.defaultdict(set)
        for finding in told:
            lines[os.path.normpath(finding["path"]), finding["range"]["start"]["line"]].add((finding["rule"], finding["message"]))
        return lines

    def is_meant(self, directory, file):
        within = os.path.relpath(file, directory)
        if self.where not in CHARTS:
            return file in self.listed
        if within.startswith("templates/"):
            is_helper = file.endswith(".tpl") or os.path.basename(file).startswith("_")
            return self.where == ("helpers" if is_helper else "templates")
        return self.where == "values" and within == "values.yaml"

    def directories(self):
        """The charts and kustomizations, but those that another one takes: they are judged through that."""
        self.listed, found, taken = set(), [], set()
        for path, names, files in os.walk(self.top):
            names[:] = sorted(name for name in names if not name.startswith("."))
            directory = os.path.relpath(path, self.top)
            if self.where not in CHARTS:
                for name in KUSTOMIZATIONS & set(files):
                    found.append(directory)
                    self.listed |= set(listed(os.path.join(path, name), directory, self.where))
                    taken |= set(listed(os.path.join(path, name), directory, "all"))
            elif "Chart.yaml" in files:
                found.append(directory)
                names[:] = []
        return [directory for directory in found if directory not in taken]

    def keys(self):
        """For each place of a key the directories that are rendered from it."""
        known = collections.defaultdict(list)
        lines = {}
        for directory in self.directories():
            above = Above()
            for line in self.run("render", directory, "--origins").splitlines():
                places, _, rendered = line.partition(" | ")
                key = KEY.match(rendered)
                is_field = not FREE & set(above.keys(rendered))
                for file, number in reversed(ORIGIN.findall(places)) if key and is_field else ():
                    file, number = os.path.normpath(file), int(number)
                    if not self.is_meant(directory, file):
                        continue
                    if file not in lines:
                        lines[file] = text_of(os.path.join(self.top, file)).splitlines(True)
                    written = KEY.match(lines[file][number - 1]) if number <= len(lines[file]) else None
                    if written and written[1] == key[1]:
                        if directory not in known[file, number]:
                            known[file, number].append(directory)
                        break
        return known

    def misspell(self, file, number):
        """Writes a letter too many into the key of a line, and gives the word and the text that was there."""
        path = os.path.join(self.top, file)
        text = text_of(path)
        lines = text.splitlines(True)
        start, end = KEY.match(lines[number - 1]).span(1)
        line, middle = lines[number - 1], (start + end) // 2
        lines[number - 1] = line[:middle] + "x" + line[middle:]
        write(path, "".join(lines))
        return lines[number - 1][start : end + 1], text

    def why_none(self, directory, word):
        """Why a rendering with a misspelt word needs no finding; `due` if it has one."""
        text = self.run("render", directory)
        if word not in text:
            return "not rendered any more" if text else "the rendering is refused"
        write(self.plain, text)
        lines = text.splitlines()
        if any(re.match(rf"\s*(- +)*{word}:", lines[number - 1]) for _, number in self.findings(self.plain)):
            return "due"
        try:
            ways = [way for document in yaml.load_all(text, Loader) for way in paths_of(document, word)]
        except yaml.YAMLError:
            return "no YAML to others"
        if not ways:
            return "in a text"
        if any(self.run("explain", str(kind)) == "" for kind, _ in ways):
            return "of a kind without a schema"
        if all(FREE & set(way) or "openAPIV3Schema" in way for _, way in ways):
            return "in a map of any keys"
        return f"no reason ({ways[0]})"


class Above:
    """The keys that a line of YAML stands below, by how far it is indented."""

    def __init__(self):
        self.stack = []

    def keys(self, line):
        key = re.match(r"^(\s*(?:- +)*)([^\s#:]+):(?:\s|$)", line)
        indent = len(key[1]) if key else len(line) - len(line.lstrip())
        while self.stack and (line == "---" or self.stack[-1][0] >= indent) and line.strip():
            self.stack.pop()
        keys = [name for _, name in self.stack]
        if key:
            self.stack.append((indent, key[2]))
        return keys


def text_of(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


def listed(kustomization, directory, where):
    """What a kustomization takes as patches, as resources, or at all besides patches."""
    try:
        says = yaml.load(text_of(kustomization), Loader)
    except yaml.YAMLError:
        return
    says = says if isinstance(says, dict) else {}
    fields = {"bases": ["resources"], "patches": ["patches", "patchesStrategicMerge"]}
    fields = fields.get(where, ["resources", "bases", "components"])
    for entry in (entry for field in fields for entry in says.get(field) or []):
        entry = entry.get("path") if isinstance(entry, dict) else entry
        if isinstance(entry, str) and "\n" not in entry:
            yield os.path.normpath(os.path.join(directory, entry))


def paths_of(document, word):
    """The kind of the object, and the way to each key that is called so."""
    kind = document.get("kind") if isinstance(document, dict) else ""
    stack = [(document, ())]
    while stack:
        node, way = stack.pop()
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key == word:
                yield kind, (*way, key)
            stack.append((value, (*way, key)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory")
    parser.add_argument("--podlint", required=True)
    parser.add_argument("--in", dest="where", choices=[*CHARTS, "patches", "bases"], default="templates")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="/tmp/podlint-misspelt")
    asked = parser.parse_args()
    asked.podlint, asked.work = os.path.abspath(asked.podlint), os.path.abspath(asked.work)
    chance, trial = random.Random(asked.seed), Trial(asked)
    left, without = trial.keys(), trial.findings(".")
    known, counts = len(left), collections.Counter()
    for _ in range(asked.rounds):
        if not left or counts["at the line"] + counts["missed"] >= asked.count:
            break
        places, used, changed = list(left), set(), {}
        chance.shuffle(places)
        for place in places:
            if used.isdisjoint(left[place]) and place[0] not in {file for file, _ in changed}:
                directories = left.pop(place)
                used |= set(directories)
                changed[place] = (directories, *trial.misspell(*place))
        within = trial.findings(*sorted(used)) if asked.where in CHARTS else trial.findings(".")
        for (file, number), (directories, word, _) in sorted(changed.items()):
            if within[file, number] - without[file, number]:
                counts["at the line"] += 1
                continue
            why = trial.why_none(directories[0], word)
            if why == "due" and trial.findings(directories[0])[file, number] - without[file, number]:
                why = "where .gitignore or tests are passed over"
            if why == "due" or why.startswith("no reason"):
                others = [f"{path}:{line}" for (path, line), said in within.items() if any(word in message for _, message in said)]
                print(f"missed {file}:{number}: {word}: {why}; told at {others[:3]}", flush=True)
                why = "missed"
            counts[why] += 1
        for (file, _), (_, _, text) in changed.items():
            write(os.path.join(trial.top, file), text)
    found, missed = counts.pop("at the line", 0), counts.pop("missed", 0)
    print(f"{asked.where}: {found}/{found + missed} = {found / max(found + missed, 1):.1%} of {known} lines with a key, seed {asked.seed}")
    print("left out: " + ", ".join(f"{count} {why}" for why, count in counts.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
