#!/usr/bin/env python3
"""Asks a kube-apiserver what it says of the manifests of tests/data, and writes its answers there.

usage: record.py VERSION [--base]    VERSION: 1.37.0, of the server that listens on 127.0.0.1:16443

In edits.jsonl.gz every row has the answer of one version, the base, under `said`; other versions stand there
only where they say something else, or null where that depends on the cluster. `--base` writes this version's
answers as the base, drops the rows for which it depends on the cluster, and answers the texts in raw-yaml.jsonl. Nothing is kept by
the server: objects are created as dry runs, or deleted at once. Needs PyYAML.
"""
import base64, concurrent.futures, copy, gzip, http.client, json, os, re, ssl, sys, threading, urllib.parse
import yaml

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
LOCAL = threading.local()
NAMESPACES = {"default", "kube-system", "kube-public", "kube-node-lease"}

# What seeds name and admission wants to exist.
KEPT = {
    "scheduling.k8s.io/v1/priorityclasses": {"metadata": {"name": "suite-high"}, "value": 1000000, "preemptionPolicy": "Never"},
    "node.k8s.io/v1/runtimeclasses": {
        "metadata": {"name": "suite-kata"}, "handler": "kata", "overhead": {"podFixed": {"cpu": "250m", "memory": "120Mi"}},
    },
}


class Loader(yaml.SafeLoader):
    """Dates are strings to Kubernetes."""

    yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def ask(method, path, body=None, kind="application/json"):
    """-> (code, the answer's JSON, warnings)"""
    for attempt in range(3):
        if not getattr(LOCAL, "server", None):
            LOCAL.server = http.client.HTTPSConnection("127.0.0.1", 16443, timeout=60, context=ssl._create_unverified_context())
        try:
            headers = {"Authorization": "Bearer record", "Content-Type": kind}
            LOCAL.server.request(method, path, body, headers)
            answer = LOCAL.server.getresponse()
            text = answer.read()
            warnings = re.findall(r'299 \S+ "((?:[^"\\]|\\.)*)"', ", ".join(answer.headers.get_all("Warning", [])))
            try:
                return answer.status, json.loads(text), [re.sub(r"\\(.)", r"\1", w) for w in warnings]
            except ValueError:
                return answer.status, {}, []
        except (http.client.HTTPException, OSError):  # a handler that panics closes the connection
            LOCAL.server = None
    return 500, {}, []


def endpoints():
    """-> {(apiVersion, kind): (path, whether it has a namespace)}"""
    versions = [("/api/v1", "v1")]
    for group in ask("GET", "/apis")[1]["groups"]:
        versions += [("/apis/" + version["groupVersion"], version["groupVersion"]) for version in group["versions"]]
    found = {}
    for path, name in versions:
        for resource in ask("GET", path)[1].get("resources", []):
            if "/" not in resource["name"]:
                found[name, resource["kind"]] = path, resource["name"], resource["namespaced"]
    return found


def seed_id(seed):
    metadata = seed.get("metadata", {})
    name = f"{seed['kind']}/{metadata.get('name') or metadata.get('generateName', '').rstrip('-')}"
    return f"{name}@{seed['apiVersion']}" if seed["kind"] in ("HorizontalPodAutoscaler", "Event") else name


def seeds():
    folder = os.path.join(DATA, "seeds")
    texts = [open(os.path.join(folder, name)) for name in sorted(os.listdir(folder))]
    return {seed_id(seed): seed for text in texts for seed in yaml.load_all(text, Loader=Loader) if seed}


def edited(manifest, edits):
    manifest = copy.deepcopy(manifest)
    for operation, path, *rest in copy.deepcopy(edits):
        if not path and operation == "set":
            manifest = rest[0]
            continue
        holder = manifest
        for step in path if operation == "ins" else path[:-1]:
            holder = holder[step]
        if operation == "ins":
            holder.insert(*rest)
        elif operation == "set":
            holder[path[-1]] = rest[0]
        elif operation == "del":
            del holder[path[-1]]
        else:
            holder[rest[0]] = holder.pop(path[-1])
    return manifest


def decoding(message):
    """The fields that a decoding error names, each with what is wrong."""
    found = [[field, "unknown-field"] for field in re.findall(r'unknown field "((?:[^"\\]|\\.)*)"', message)]
    found += [[field, "duplicate-field"] for field in re.findall(r'duplicate field "((?:[^"\\]|\\.)*)"', message)]
    found += [[field, "duplicate-field"] for field in re.findall(r'key "?([^"\n]*?)"? already set in map', message)]
    types = re.findall(r"cannot unmarshal .+? into Go (?:struct field (\S+?)|value) of type", message)
    return found + [[field.partition(".")[2], "type"] for field in types if "." in field]


def warning(text):
    """-> [the field that it begins with or "", the rest without what is the manifest's own]"""
    begins = re.match(r"\.?((?:spec|metadata|webhooks|template)[.\[]\S+?|[a-z]+[A-Z]\w*):? (.*)", text, re.S)
    field, rest = begins.groups() if begins else ("", text)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', '"…"', rest)
    rest = re.sub(r"\b(?:spec|metadata)[.\[][^\s,']*", "<field>", rest)
    rest = re.sub(r"^.* is invalid, (?=a valid label|must be no more)", "… is invalid, ", rest, flags=re.S)
    rest = re.sub(r"\((?!ConfigMap|Secret)[^)]*\)", "(…)", re.sub(r"\{.*", "…", rest))
    return [field, rest[:90]]


def said(code, answer, warnings):
    """What the server said, as rows hold it; None if that depends on the cluster."""
    message = answer.get("message", "")
    if "not in the valid range" in message or "not configured" in message:
        return None
    if 200 <= code < 300:
        return {"verdict": "accepted", **({"warnings": sorted(map(warning, warnings))} if warnings else {})}
    if code == 422:
        causes = answer.get("details", {}).get("causes", [])
        return {"verdict": "validation", "fields": [[c.get("field", ""), c.get("reason", "")] for c in causes if c.get("field")]}
    if code == 400 or "unable to decode" in message:
        fields = decoding(message)
        return {"verdict": "decode", **({"fields": fields} if fields else {})}
    return None


def judge(manifest, known):
    """What the server says of a manifest as a dry run; and where to create it, if that may say more."""
    place = known.get((manifest.get("apiVersion"), manifest.get("kind"))) if isinstance(manifest, dict) else None
    if not place:
        return {"verdict": "decode"}, None
    path, plural, namespaced = place
    manifest, metadata = copy.deepcopy(manifest), manifest.get("metadata")
    if namespaced:
        namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
        namespace = namespace if isinstance(namespace, str) and namespace else "default"
        if namespace not in NAMESPACES and re.fullmatch(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", namespace):
            manifest["metadata"]["namespace"] = namespace = "default"  # whether one exists is the cluster's matter
        path += "/namespaces/" + urllib.parse.quote(namespace, safe="")
    path += "/" + plural
    send = lambda options: ask("POST", f"{path}?fieldValidation=Strict{options}", json.dumps(manifest))
    code, answer, warnings = send("&dryRun=All")
    if code == 409:
        manifest["metadata"]["name"] = "record-1"
        code, answer, warnings = send("&dryRun=All")
    verdict = said(code, answer, warnings)
    # A dry run neither allocates ports nor looks at the version of the object.
    tried = 200 <= code < 300 and (manifest["kind"] == "Service" or (manifest.get("metadata") or {}).get("resourceVersion"))
    return verdict, (path, manifest) if tried else None


def is_created(path, manifest):
    code, answer, _ = ask("POST", f"{path}?fieldValidation=Strict", json.dumps(manifest))
    if 200 <= code < 300:
        ask("DELETE", f"{path}/{answer['metadata']['name']}")
    return 200 <= code < 300


def probed(answer, probe):
    for step in re.findall(r"[^.\[\]]+", probe or ""):
        try:
            answer = answer[int(step)] if isinstance(answer, list) else answer.get(step)
        except (AttributeError, IndexError, ValueError):
            return None
    return answer


def raw(row):
    body = base64.b64decode(row["base64"]) if "base64" in row else row["text"].encode()
    code, answer, _ = ask("POST", f"{row['endpoint']}?dryRun=All&fieldValidation=Strict", body, "application/yaml")
    row["server"]["verdict"] = "accept" if 200 <= code < 300 else "reject"
    row["stored"] = probed(answer, row["probe"]) if 200 <= code < 300 else None
    return row


def main():
    version = re.match(r"1\.\d+", sys.argv[1]).group()
    known, manifests = endpoints(), seeds()
    for place, kept in KEPT.items():
        ask("POST", "/apis/" + place, json.dumps(kept))
    path = os.path.join(DATA, "edits.jsonl.gz")
    rows = [json.loads(line) for line in gzip.open(path, "rt")]
    base = version if "--base" in sys.argv else next(iter(rows[0]["said"]))
    asked = lambda row: judge(row.get("manifest") or edited(manifests[row["seed"]], row["edits"]), known)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(asked, rows))
        if base == version:
            texts = os.path.join(DATA, "raw-yaml.jsonl")
            raws = list(pool.map(raw, [json.loads(line) for line in open(texts)]))
            with open(texts, "w") as file:
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in raws)
    for row, (answer, tried) in zip(rows, answers):
        if tried and not is_created(*tried):  # one after the other: they share ports
            answer = {"verdict": "create"}
        others = {name: value for name, value in row["said"].items() if name not in (version, base)}
        first = {base: answer if base == version else row["said"][base]}
        row["said"] = first | others | ({version: answer} if answer != first[base] else {})
    rows = [row for row in rows if row["said"][base]]
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    with open(path, "wb") as file:
        file.write(gzip.compress(text.encode(), 9, mtime=0))
    differ = sum(version in row["said"] for row in rows)
    print(f"{len(rows)} manifests; {version} " + ("is the base" if base == version else f"says something else of {differ}"))


if __name__ == "__main__":
    main()
