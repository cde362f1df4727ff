#!/usr/bin/env python3
"""Misspells fields by chance in templates of charts, or in patches and bases of overlays, and counts where podlint finds them.

usage: misspelt.py DIR --podlint PROGRAM [--in templates|patches|bases] [--count N] [--seed N] [--work DIR]

The directory is copied, and in each of some files one field of the API gets a letter too many; then all is checked at once, and
again with other fields until there are enough. A line of a template counts if it is rendered (`podlint render --origins`).
Needs PyYAML.
"""
import argparse, collections, json, os, random, re, shutil, subprocess, sys

import yaml

# Fields that stand in most pods and in what is around them, and that neither name an object nor a list that others merge by.
FIELDS = set(
    """accessModes activeDeadlineSeconds affinity allowPrivilegeEscalation apiGroups args automountServiceAccountToken backoffLimit
    behavior capabilities command concurrencyPolicy configMap configMapKeyRef configMapRef containerPort defaultMode dnsPolicy
    egress emptyDir endpoints envFrom exec externalTrafficPolicy failureThreshold fieldPath fieldRef fsGroup hostNetwork hostPath
    httpGet imagePullPolicy imagePullSecrets ingress ingressClassName initialDelaySeconds lifecycle limits livenessProbe
    matchExpressions maxReplicas maxSurge maxUnavailable minAvailable minReplicas mountPath nodeSelector operator optional
    pathType periodSeconds persistentVolumeClaim policyTypes podSelector preStop priorityClassName progressDeadlineSeconds
    protocol readOnly readOnlyRootFilesystem readinessProbe replicas requests resources restartPolicy revisionHistoryLimit
    roleRef rollingUpdate runAsGroup runAsNonRoot runAsUser schedule scheme seccompProfile secretKeyRef secretName secretRef
    securityContext serviceAccountName serviceName sessionAffinity sizeLimit startupProbe storageClassName strategy subPath
    subjects successThreshold suspend targetPort tcpSocket terminationGracePeriodSeconds timeoutSeconds tolerations
    topologyKey topologySpreadConstraints updateStrategy valueFrom verbs volumeClaimTemplates volumeMounts volumes
    webhooks""".split()
)
FIELD = re.compile(r"^(\s*(?:- )?)([a-zA-Z]+)(:(?:\s|$).*)$")
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
# What has other fields of the same names: texts, schemas, and kinds that have no schema here.
BUILT_IN = re.compile(r"^kind: (Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|Service|Ingress|NetworkPolicy|Role|ClusterRole|RoleBinding|ClusterRoleBinding|PodDisruptionBudget|HorizontalPodAutoscaler|PersistentVolumeClaim)\b", re.M)


def run(podlint, *arguments):
    done = subprocess.run([podlint, *arguments], capture_output=True, timeout=1800)
    return done.stdout.decode(errors="replace")


def text_of(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def templates(top, podlint):
    """The files and lines that charts are rendered from."""
    for path, names, files in os.walk(top):
        if "Chart.yaml" in files:
            names[:] = []
            for line in run(podlint, "render", path, "--origins").splitlines():
                place = re.match(r"\s*(\S+?):(\d+)\b", line)
                if place and "/templates/" in place[1]:
                    yield os.path.abspath(place[1]), int(place[2]) - 1


def kustomized(top, wanted):
    """The files that kustomizations take as patches or as resources, and all their lines."""
    for path, names, files in os.walk(top):
        names[:] = [name for name in names if name != ".git"]
        for name in set(files) & set(KUSTOMIZATIONS):
            try:
                says = yaml.safe_load(text_of(os.path.join(path, name))) or {}
            except yaml.YAMLError:
                continue
            if not isinstance(says, dict):
                continue
            entries = says.get("resources") or [] if wanted == "bases" else [*(says.get("patches") or []), *(says.get("patchesStrategicMerge") or [])]
            for entry in entries:
                entry = entry.get("path") if isinstance(entry, dict) else entry
                file = os.path.normpath(os.path.join(path, entry)) if isinstance(entry, str) and "\n" not in entry else ""
                if os.path.isfile(file):
                    for line in range(text_of(file).count("\n")):
                        yield os.path.abspath(file), line


def candidates(top, asked):
    by_file = collections.defaultdict(set)
    for file, line in templates(top, asked.podlint) if asked.where == "templates" else kustomized(top, asked.where):
        by_file[file].add(line)
    for file, lines in by_file.items():
        text = text_of(file)
        if len(set(re.findall(r"^kind: (\w+)", text, re.M))) != len(set(BUILT_IN.findall(text))):
            continue
        written, block = text.splitlines(True), None
        fields = []
        for number, line in enumerate(written):
            indent = len(line) - len(line.lstrip())
            if block is not None and (indent > block or not line.strip()):
                continue
            block = indent if re.search(r":\s*[|>][+-]?\d*\s*$", line) else None
            field = FIELD.match(line)
            if field and number in lines and field[2] in FIELDS:
                fields.append(number)
        if fields:
            yield file, written, fields


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory")
    parser.add_argument("--podlint", required=True)
    parser.add_argument("--in", dest="where", choices=["templates", "patches", "bases"], default="templates")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="/tmp/podlint-misspelt")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    copy = os.path.join(asked.work, os.path.basename(asked.directory.rstrip("/")))
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(asked.directory, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    os.chdir(copy)
    known = list(candidates(copy, asked))
    planted = found = rounds = 0
    while planted < asked.count and rounds < asked.rounds and known:
        rounds += 1
        chosen = {}
        for file, written, fields in chance.sample(known, min(len(known), asked.count - planted)):
            number = chance.choice(fields)
            field = FIELD.match(written[number])
            middle = len(field[2]) // 2
            wrong = field[2][:middle] + "x" + field[2][middle:]
            with open(file, "w", newline="") as target:
                target.write("".join([*written[:number], f"{field[1]}{wrong}{field[3]}\n", *written[number + 1 :]]))
            chosen[file] = number + 1, wrong
        told = json.loads(run(asked.podlint, "check", ".", "--format", "json", "--exit-zero"))["diagnostics"]
        places = collections.defaultdict(set)
        for finding in told:
            places[os.path.abspath(finding["path"])].add((finding["range"]["start"]["line"], finding["rule"]))
        for file, (line, wrong) in chosen.items():
            planted += 1
            if any(at == line and rule in ("unknown-field", "render-error", "render-advice") for at, rule in places[file]):
                found += 1
            else:
                print(f"not at {os.path.relpath(file, copy)}:{line}: {wrong}; there: {sorted(places[file])[:4]}", flush=True)
        for file, written, _ in known:
            with open(file, "w", newline="") as target:
                target.write("".join(written))
    print(f"{found}/{planted} = {found / max(planted, 1):.1%} in {rounds} rounds, of {len(known)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
