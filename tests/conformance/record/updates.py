#!/usr/bin/env python3
"""Asks a kube-apiserver what it says of the updates in tests/data/updates.jsonl, and writes its answers there.

usage: updates.py VERSION    VERSION: 1.37.0, of the server that listens on 127.0.0.1:16443

A row has an object, `old`, and a JSON merge patch that makes the new one of it. The old one is created and deleted
again; in between the patch is sent as a dry run, as `kubectl apply` sends it. A row says `accepted`, or which fields
the server refuses. What a version does not serve has no answer of it.
"""
import json, os, re, sys, time
from record import DATA, ask, endpoints

FINALIZERS = {"metadata": {"finalizers": None}}


def answered(row, known):
    old = row["old"]
    place = known.get((old["apiVersion"], old["kind"]))
    if not place:
        return None
    path, plural, namespaced = place
    path += "/namespaces/default/" * namespaced or "/"
    path, name = path + plural, old["metadata"]["name"]
    code, answer, _ = ask("POST", path, json.dumps(old))
    if code >= 300:
        sys.exit(f"{row['id']}: the old one is refused: {answer.get('message')}")
    if old["kind"] == "CustomResourceDefinition":
        time.sleep(3)  # until its names are accepted
    patch = "application/merge-patch+json"
    code, answer, _ = ask("PATCH", f"{path}/{name}?dryRun=All", json.dumps(row["patch"]), patch)
    ask("DELETE", f"{path}/{name}?gracePeriodSeconds=0&propagationPolicy=Background")
    ask("PATCH", f"{path}/{name}", json.dumps(FINALIZERS), patch)
    while ask("GET", f"{path}/{name}")[0] != 404:
        time.sleep(0.2)
    if code < 300:
        return {"verdict": "accepted"}
    causes = answer.get("details", {}).get("causes", [])
    return {"verdict": "refused", "fields": sorted({cause.get("field", "") for cause in causes}), **({} if causes else {"message": answer.get("message")})}


def main():
    version = re.match(r"1\.\d+", sys.argv[1]).group()
    known, path = endpoints(), os.path.join(DATA, "updates.jsonl")
    rows = [json.loads(line) for line in open(path)]
    for row in rows:
        answer = answered(row, known)
        if answer:
            row.setdefault("said", {})[version] = answer
    with open(path, "w") as file:
        file.writelines(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    print(f"{len(rows)} updates asked of {version}")


main()
