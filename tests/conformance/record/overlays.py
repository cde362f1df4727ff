#!/usr/bin/env python3
"""Holds `podlint render` against `kustomize build` on the kustomizations below some directories, object by object.

usage: overlays.py DIR... --podlint PROGRAM [--kustomize PROGRAM] [--helm PROGRAM] [--work DIR] [--all] [--only WORD]

Each directory with a kustomization is built by both, and their objects are compared in order. Neither may fetch anything: a
directory that kustomize builds only with a network is counted as such, if podlint names what is not there. kustomize's outputs
are kept in the work directory, and only made anew with --all. Needs PyYAML.
"""
import argparse, collections, concurrent.futures, hashlib, json, os, sys

import yaml

from helm import Plain, differences, run

NAMES = {"kustomization.yaml", "kustomization.yml", "Kustomization"}


def kustomizations_below(directories):
    for directory in directories:
        for path, names, files in os.walk(directory):
            names[:] = sorted(name for name in names if name != ".git")
            if NAMES & set(files):
                yield path


def documents(text):
    return [document for document in yaml.load_all(text, Plain) if document is not None]


def compare(theirs, ours):
    try:
        theirs, ours = documents(theirs), documents(ours)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return ("same", "") if theirs == ours else ("differs", f"no YAML: {str(error)[:200]}")
    found = next(differences(theirs, ours), None)
    if found is None:
        return "same", ""
    path, left, right = found
    return "differs", f"{' '.join(map(str, path))}\n      kustomize: {str(left)[:300]!r}\n      ours: {str(right)[:300]!r}"


def judge(path, asked):
    kept = os.path.join(asked.work, "kustomize-" + hashlib.sha256(os.path.abspath(path).encode()).hexdigest()[:16] + ".json")
    if asked.all or not os.path.exists(kept):
        done = run([asked.kustomize, "build", "--enable-helm", "--helm-command", asked.helm, path])
        with open(kept, "w") as file:
            json.dump(done, file)
    with open(kept) as file:
        code, theirs, said, took = json.load(file)
    own, ours, ours_said, own_took = run([asked.podlint, "render", path])
    if own > 2 or own < 0:
        verdict = "defect", ours_said[-600:]
    elif code and own:
        verdict = "both refuse", f"kustomize: {said.strip()[-200:]}\n      ours: {ours_said.strip()[:300]}"
    elif code:
        verdict = "only kustomize refuses", said.strip()[-400:]
    elif own and not ours and theirs.strip():
        verdict = "only podlint refuses", ours_said.strip()[:600]
    else:
        verdict = compare(theirs, ours)
        if own and verdict[0] == "differs":
            verdict = "differs", f"{ours_said.strip()[:400]}\n      {verdict[1]}"
    return path, *verdict, took, own_took


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directories", nargs="+")
    parser.add_argument("--podlint", required=True)
    parser.add_argument("--kustomize", default="kustomize")
    parser.add_argument("--helm", default="helm")
    parser.add_argument("--work", default="/tmp/podlint-kustomize")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    os.makedirs(asked.work, exist_ok=True)
    # An address that leads nowhere, so that what wants a network fails at once.
    os.environ.update(HTTP_PROXY="http://127.0.0.1:9", HTTPS_PROXY="http://127.0.0.1:9", GIT_ALLOW_PROTOCOL="file", GIT_SSH_COMMAND="false")
    paths = [path for path in kustomizations_below(asked.directories) if asked.only in path]
    counts, ours, theirs = collections.Counter(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, verdict, why, took, own in pool.map(lambda path: judge(path, asked), paths):
            counts[verdict] += 1
            ours, theirs = ours + own, theirs + took
            if verdict != "same":
                print(f"{verdict}: {path}\n      {why}", flush=True)
    total = sum(counts.values())
    good = counts["same"] + counts["both refuse"]
    print(f"{good}/{total} = {good / max(total, 1):.1%}: {', '.join(f'{count} {verdict}' for verdict, count in counts.most_common())}")
    print(f"kustomize {theirs:.1f} s, podlint {ours:.1f} s, a process for each directory")
    return 0


if __name__ == "__main__":
    sys.exit(main())
