#!/usr/bin/env python3
"""Whole runs of podlint on trees that this script makes, beside `cat` of the same files and, if it is there, kubeconform.

usage: run.py [--podlint target/release/podlint] [--runs 9] [--kubeconform PATH --schemas DIR] [TREE…]

Trees: `small`, a directory for each of 4,000 files; `huge`, 100,000 objects in one file; `tiny`, one file; `crds`,
definitions of custom resources; `json`, objects as JSON; `keys`, one key over and over in one mapping. Prints the
medians of wall time, CPU time and peak memory. The programs take turns, so that other load falls on all alike. Peak
memory below that of this script, about 18 MiB, shows as that. How work grows with its input: growth.py.
"""
import argparse
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import tempfile
import time

HEADER = "apiVersion: {api}\nkind: {kind}\nmetadata:\n  name: {name}\n  labels:\n    app: {name}\n    tier: backend\n"
CONTAINER = """\
      - name: {name}
        image: registry.example.com/team/{name}:1.{patch}
        args: ["--listen=:{port}", "--verbose"]
        env:
        - name: LOG_LEVEL
          value: info
        - name: DATABASE_URL
          value: postgres://db-{patch}/{name}
        ports:
        - name: http
          containerPort: {port}
        readinessProbe:
          httpGet:
            path: /ready
            port: http
        resources:
          requests: {{cpu: 100m, memory: 128Mi}}
          limits: {{memory: 256Mi}}
        volumeMounts:
        - name: config
          mountPath: /etc/{name}
"""


def deployment(name, pick):
    container = CONTAINER.format(name=name, port=pick.randrange(1024, 65535), patch=pick.randrange(100))
    selector = f"  selector:\n    matchLabels:\n      app: {name}\n"
    volumes = f"      volumes:\n      - name: config\n        configMap:\n          name: {name}\n"
    template = f"  template:\n    metadata:\n      labels:\n        app: {name}\n    spec:\n      containers:\n{container}{volumes}"
    return HEADER.format(api="apps/v1", kind="Deployment", name=name) + f"spec:\n  replicas: {pick.randrange(2, 9)}\n{selector}{template}"


def service(name, pick):
    spec = f"spec:\n  selector:\n    app: {name}\n  ports:\n  - name: http\n    port: {pick.randrange(80, 9000)}\n    targetPort: http\n"
    return HEADER.format(api="v1", kind="Service", name=name) + spec


def config_map(name, pick):
    data = "".join(f"  key-{at}: value of {at}\n" for at in range(pick.randrange(1, 9)))
    return HEADER.format(api="v1", kind="ConfigMap", name=name) + f"data:\n{data}  app.conf: |\n    [server]\n    threads = 4\n"


def objects(count):
    """Documents, the same for the same count; a third of them each a Deployment, its Service and its ConfigMap."""
    pick = random.Random(7)
    makers = [deployment, service, config_map]
    return [makers[at % 3](f"app-{at // 3}", pick) for at in range(count)]


def definition(at):
    field = lambda name: f"              {name}:\n                type: string\n                description: What {name} is for.\n                maxLength: 63\n"
    fields = "".join(field(f"field{n}") for n in range(60))
    names = f"  group: example.com\n  scope: Namespaced\n  names: {{plural: things{at}, singular: thing{at}, kind: Thing{at}, listKind: Thing{at}List}}\n"
    schema = f"    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          spec:\n            type: object\n            properties:\n{fields}"
    version = f"  versions:\n  - name: v1\n    served: true\n    storage: true\n{schema}"
    return f"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things{at}.example.com\nspec:\n{names}{version}"


def as_json(at):
    meta = {"name": f"app-{at}", "labels": {"app": f"app-{at}"}}
    data = {f"key-{n}": f"value {n}" for n in range(20)}
    return json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta, "data": data}, indent=2)


def write(folder, files):
    for name, text in files:
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def write_tree(folder, name):
    write(folder, TREES[name]())


def make(folder, name):
    """In a process of its own: the memory of this one would count as that of the programs that it starts."""
    maker = multiprocessing.Process(target=write_tree, args=(folder, name))
    maker.start()
    maker.join()


def equal_keys(count):
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: keys\ndata:\n" + "  same: value\n" * count


# Of each tree its files.
TREES = {
    "small": lambda: [(f"team-{at % 40}/app-{at}/manifest.yaml", text) for at, text in enumerate(objects(4000))],
    "huge": lambda: [("all.yaml", "---\n".join(objects(100_000)))],
    "tiny": lambda: [("one.yaml", objects(1)[0])],
    "crds": lambda: [(f"crd-{at}.yaml", definition(at)) for at in range(400)],
    "json": lambda: [(f"map-{at}.json", as_json(at)) for at in range(2000)],
    "keys": lambda: [("keys.yaml", equal_keys(5000))],
}


def once(command):
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, _, used = os.wait4(process.pid, 0)
        return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def medians(commands, runs):
    seen = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            sample = once(command)
            if run:  # The first run fills the caches.
                seen[name].append(sample)
    return {name: [statistics.median(column) for column in zip(*samples)] for name, samples in seen.items()}


def programs(asked, folder):
    files = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names]
    listed = folder + ".names"
    with open(listed, "w", encoding="utf-8") as names:
        names.write("\0".join(files))
    commands = {
        "podlint": [asked.podlint, "check", folder, "--format", "concise", "--no-config"],
        "cat": ["xargs", "-0", "-a", listed, "cat"],
    }
    if asked.kubeconform:
        schemas = os.path.join(asked.schemas, "master-standalone-strict", "{{.ResourceKind}}{{.KindSuffix}}.json")
        options = ["-n", str(os.cpu_count()), "-strict", "-ignore-missing-schemas", "-schema-location", schemas]
        commands["kubeconform"] = [asked.kubeconform, *options, folder]
    return commands, len(files), sum(map(os.path.getsize, files))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--podlint", default="target/release/podlint")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("trees", nargs="*", metavar="TREE", help=", ".join(TREES))
    parser.add_argument("--kubeconform")
    parser.add_argument("--schemas", help="a folder that holds master-standalone-strict/")
    asked = parser.parse_args()
    if bool(asked.kubeconform) != bool(asked.schemas):
        parser.error("--kubeconform and --schemas belong together")
    with tempfile.TemporaryDirectory() as scratch:
        for name in asked.trees or TREES:
            folder = os.path.join(scratch, name)
            make(folder, name)
            commands, count, size = programs(asked, folder)
            print(f"{name}: {count} files, {size / 1e6:.1f} MB")
            for program, (wall, cpu, peak) in medians(commands, asked.runs).items():
                print(f"  {program:12} wall {wall * 1e3:8.1f} ms   CPU {cpu * 1e3:8.1f} ms   peak {peak:6.1f} MiB")


if __name__ == "__main__":
    main()
