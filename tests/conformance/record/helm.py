#!/usr/bin/env python3
"""Holds `podlint render` against `helm template --include-crds` on charts, object by object.

usage: helm.py DIR... --podlint PROGRAM [--helm PROGRAM] [--namesakes DIR]... [--work DIR] [--all] [--only WORD]

Every chart below the directories is rendered by both with its own values, and with each `ci/*-values.yaml`. Helm renders
twice, and what differs between its own two outputs (keys, passwords, checksums of them) is not compared. A dependency that
is not there is replaced, for both, by the chart of its name below the directories and the namesakes; a chart that has one
for which there is none is left out and counted. Helm's outputs are kept in the work directory, and only made anew with --all.
Needs PyYAML.
"""
import argparse, collections, concurrent.futures, glob, hashlib, json, os, shutil, subprocess, sys, time
import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
VERSION = "1.36.0"


class Plain(Loader):
    """Without dates, which PyYAML would take for other values than Kubernetes does, and with `=`."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":value"))]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}


def charts_below(directories):
    for directory in directories:
        for path, names, files in os.walk(directory, followlinks=True):
            names.sort()
            if "Chart.yaml" in files:
                yield path
                names[:] = [name for name in names if name not in ("charts", "templates")]


def metadata(path):
    try:
        with open(os.path.join(path, "Chart.yaml"), encoding="utf-8-sig") as file:
            read = yaml.load(file, Plain) or {}
    except (OSError, yaml.YAMLError):
        return {}
    return read if isinstance(read, dict) else {}


def dependencies(path):
    listed = metadata(path).get("dependencies")
    older = os.path.join(path, "requirements.yaml")
    if os.path.exists(older):
        with open(older) as file:
            listed = (yaml.load(file, Plain) or {}).get("dependencies")
    return listed or []


class Copies:
    """Copies of charts with all that they depend on."""

    def __init__(self, work, names):
        self.work, self.names, self.made = work, names, {}

    def of(self, path, within=()):
        """The copy, or the name of what is not there."""
        if path in self.made:
            return self.made[path]
        if path in within:
            return None, "itself"
        target = os.path.join(self.work, hashlib.sha256(path.encode()).hexdigest()[:12], os.path.basename(path))
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(path, target, symlinks=False, ignore_dangling_symlinks=True)
        self.made[path] = target, self.complete(path, target, (*within, path))
        return self.made[path]

    def namesake(self, name, path):
        """The chart of a name that has the most of its path in common with another."""
        return max(self.names.get(name, []), key=lambda chart: len(os.path.commonprefix([os.path.realpath(chart), os.path.realpath(path)])), default=None)

    def complete(self, path, target, within):
        listed = dependencies(path)
        inside = {metadata(found).get("name") for found in glob.glob(os.path.join(target, "charts", "*", ""))}
        packed = [os.path.basename(found) for found in glob.glob(os.path.join(target, "charts", "*.tgz"))]
        changed = False
        for dependency in listed:
            name, repository = dependency.get("name"), str(dependency.get("repository") or "")
            if name in inside or any(file.startswith(f"{name}-") for file in packed):
                continue
            source = os.path.normpath(os.path.join(path, repository[7:])) if repository.startswith("file://") else self.namesake(name, path)
            if not source or not os.path.isdir(source):
                return name
            copy, missing = self.of(source, within)
            if missing:
                return f"{name} ({missing})"
            shutil.copytree(copy, os.path.join(target, "charts", name), dirs_exist_ok=True)
            inside.add(name)
            dependency["version"] = ">=0.0.0-0"
            changed = True
        if changed and not os.path.exists(os.path.join(path, "requirements.yaml")):
            about = metadata(target)
            about["dependencies"] = listed
            with open(os.path.join(target, "Chart.yaml"), "w") as file:
                yaml.safe_dump(about, file, sort_keys=False)
        return None


def run(command):
    start = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return 99, "", "it takes longer than two minutes", 120
    took = time.monotonic() - start
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), took


def objects(text):
    """Objects by what they are; those of one name by their order."""
    found = collections.defaultdict(list)
    for document in yaml.load_all(text, Plain):
        if document is None:
            continue
        meta = document.get("metadata") if isinstance(document, dict) else None
        meta = meta if isinstance(meta, dict) else {}
        kind = str(document.get("kind")) if isinstance(document, dict) else "?"
        found[f"{kind} {meta.get('namespace', '')}/{meta.get('name')}"].append(document)
    return {f"{name}#{number}": document for name, documents in found.items() for number, document in enumerate(documents)}


def differences(one, other, path=()):
    """The paths of what differs."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}, key=str):
            if key not in one or key not in other:
                yield (*path, key), one.get(key, "(nothing)"), other.get(key, "(nothing)")
            else:
                yield from differences(one[key], other[key], (*path, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other)):
            yield from differences(left, right, (*path, number))
    elif type(one) is not type(other) or one != other:
        yield path, one, other


def compare(first, second, ours):
    try:
        first, second = objects(first), objects(second)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return ("same", "") if first == ours else ("differs", f"Helm's output is no YAML: {str(error)[:80]}")
    try:
        ours = objects(ours)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return "differs", f"no YAML: {str(error)[:200]}"
    masked = {path for path, _, _ in differences(first, second)}
    # Objects whose names are drawn by chance.
    named = collections.Counter(path[0].split()[0] for path in masked if len(path) == 1 and path[0] in first)
    for path, left, right in differences(first, ours):
        if len(path) == 1 and path[0] not in first and named[path[0].split()[0]]:
            named[path[0].split()[0]] -= 1
            continue
        if not any(path[:length] in masked for length in range(len(path) + 1)):
            return "differs", f"{' '.join(map(str, path))}\n      helm: {str(left)[:300]!r}\n      ours: {str(right)[:300]!r}"
    return "same", ""


def judge(job, asked):
    path, copy, values = job
    arguments = [copy, *(["-f", values] if values else [])]
    flags = ["--include-crds", "--kube-version", f"v{VERSION}"]
    kept = os.path.join(asked.work, "helm-" + hashlib.sha256(json.dumps([arguments, flags]).encode()).hexdigest()[:16] + ".json")
    if asked.all or not os.path.exists(kept):
        runs = [run([asked.helm, "template", *arguments, *flags]) for _ in range(2)]
        with open(kept, "w") as file:
            json.dump(runs, file)
    with open(kept) as file:
        (code, first, said, took), (_, second, _, _) = json.load(file)
    own, ours, ours_said, own_took = run([asked.podlint, "render", *arguments, "--kubernetes-version", VERSION])
    name = path + (f" -f {os.path.basename(values)}" if values else "")
    if code and own:
        verdict = "both refuse", f"helm: {said.strip()[-200:]}\n      ours: {ours_said.strip()[:300]}"
    elif code:
        verdict = "only helm refuses", said.strip()[-400:]
    elif own > 2 or own < 0:
        verdict = "defect", ours_said[-600:]
    elif own and not ours and "nothing was rendered" in ours_said and not first.strip():
        verdict = "same", ""
    elif own and not ours:
        verdict = "only podlint refuses", ours_said.strip()[:600]
    else:
        verdict = compare(first, second, ours)
        if verdict[0] == "differs":
            # What comes from the clock differs between runs as well, though not within a second.
            with open(kept, "w") as file:
                again = run([asked.helm, "template", *arguments, *flags])
                json.dump([(code, first, said, took), again], file)
            verdict = compare(first, again[1], ours)
        if verdict[0] == "same" and own:
            verdict = "same, but told", ours_said.strip()[:300]
        elif own:
            verdict = "differs", f"{ours_said.strip()[:400]}\n      {verdict[1]}"
    return name, *verdict, took, own_took


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directories", nargs="+")
    parser.add_argument("--podlint", required=True)
    parser.add_argument("--helm", default="helm")
    parser.add_argument("--namesakes", action="append", default=[])
    parser.add_argument("--work", default="/tmp/podlint-helm")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    os.makedirs(asked.work, exist_ok=True)
    charts = list(charts_below(asked.directories))
    names = {}
    for chart in [*charts_below(asked.namesakes), *charts]:
        names.setdefault(metadata(chart).get("name"), []).append(chart)
    copies, jobs, left_out = Copies(asked.work, names), [], []
    for chart in charts:
        if asked.only not in chart or metadata(chart).get("type") == "library":
            continue
        copy, missing = copies.of(chart)
        if missing:
            left_out.append((chart, missing))
            continue
        sets = sorted(glob.glob(os.path.join(copy, "ci", "*-values.yaml")))
        jobs += [(chart, copy, values) for values in [None, *sets]]
    counts, ours, helms = collections.defaultdict(collections.Counter), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (chart, _, _), (name, verdict, why, took, own) in zip(jobs, pool.map(lambda job: judge(job, asked), jobs)):
            top = next(directory for directory in asked.directories if chart.startswith(directory))
            counts[os.path.basename(top.rstrip("/"))][verdict] += 1
            ours, helms = ours + own, helms + took
            if verdict != "same":
                print(f"{verdict}: {name}\n      {why}", flush=True)
    for chart, missing in left_out:
        print(f"left out: {chart}: no chart {missing}")
    for top, of in [*counts.items(), ("all", sum(counts.values(), collections.Counter()))]:
        total = sum(of.values())
        good = of["same"] + of["both refuse"] + of["same, but told"]
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in of.most_common())
        print(f"{top}: {good}/{total} = {good / max(total, 1):.1%}: {verdicts}")
    print(f"left out: {len(left_out)}; helm {helms:.1f} s, podlint {ours:.1f} s, a process for each chart")
    return 0


if __name__ == "__main__":
    sys.exit(main())
