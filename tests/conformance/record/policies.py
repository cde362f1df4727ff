#!/usr/bin/env python3
"""Holds `podlint check` against a kube-apiserver, which policies refuse or warn of manifests.

usage: policies.py PODLINT VERSION [ROWS]    VERSION: 1.37.0, of the server that listens on 127.0.0.1:16443

ROWS is a file like tests/data/cel/policies.jsonl.gz, which is taken without it. Each policy is put into force with its bindings,
and the manifests are sent as dry runs. Then the objects are made, and what CHANGES makes of them is sent as dry runs of updates;
podlint is given the same by `--changed-since`. What the server notes by `Audit` alone is not seen from outside.
"""
import copy, gzip, json, os, re, subprocess, sys, tempfile, time
import yaml
from record import DATA, ask, endpoints

GROUP = "/apis/admissionregistration.k8s.io/v1/"
POLICIES, BINDINGS = GROUP + "validatingadmissionpolicies", GROUP + "validatingadmissionpolicybindings"
WORLD = {"Namespace", "ConfigMap"}
SHOWN = 3  # of what differs by one policy

# Policies about changes, in the few words in which they differ: the expression, operations, and what else `spec` says. Those about
# `CREATE` alone podlint asks of what has changed as well, on purpose.
ABOUT_CHANGES = [
    ("oldObject == null || object.spec.replicas <= oldObject.spec.replicas + 1", ["CREATE", "UPDATE"], {}),
    ("object.spec.replicas == oldObject.spec.replicas", ["UPDATE"], {}),
    ("object.spec.template.spec.containers.all(c, c.image in oldObject.spec.template.spec.containers.map(o, o.image))", ["UPDATE"], {}),
    ("has(object.metadata.labels) && has(oldObject.metadata.labels) && object.metadata.labels == oldObject.metadata.labels", ["*"], {}),
    ("request.operation == 'CREATE'", ["CREATE", "UPDATE"], {}),
    ("request.operation == 'UPDATE'", ["CREATE", "UPDATE"], {}),
    ("oldObject != null", ["CREATE", "UPDATE"], {}),
    ("object != oldObject", ["UPDATE"], {}),
    ("object.spec.selector == oldObject.spec.selector", ["UPDATE"], {}),
    ("variables.grown < 2", ["UPDATE"], {"variables": [{"name": "grown", "expression": "object.spec.replicas - oldObject.spec.replicas"}]}),
    ("false", ["UPDATE"], {"matchConditions": [{"name": "grows", "expression": "object.spec.replicas > oldObject.spec.replicas"}]}),
    ("false", ["UPDATE"], {"matchConditions": [{"name": "new", "expression": "oldObject == null"}]}),
    ("false", ["UPDATE"], {"selector": {"matchLabels": {"team": "store"}}}),
    ("false", ["UPDATE"], {"selector": {"matchLabels": {"new": "yes"}}}),
    ("false", ["DELETE"], {}),
    ("oldObject.spec.gone == 1", ["UPDATE"], {}),
    ("oldObject.spec.gone == 1", ["UPDATE"], {"failurePolicy": "Ignore"}),
    ("oldObject.metadata.name == object.metadata.name && object.kind == oldObject.kind", ["UPDATE"], {}),
    ("quantity(object.spec.template.spec.containers[0].resources.limits.memory).compareTo(quantity(oldObject.spec.template.spec.containers[0].resources.limits.memory)) >= 0", ["UPDATE"], {}),
]


def about_changes():
    for at, (expression, operations, more) in enumerate(ABOUT_CHANGES):
        more = dict(more)
        constraints = {"resourceRules": [{"apiGroups": ["apps"], "apiVersions": ["v1"], "operations": operations, "resources": ["deployments", "statefulsets"]}]}
        if "selector" in more:
            constraints["objectSelector"] = more.pop("selector")
        spec = {"matchConstraints": constraints, "validations": [{"expression": expression, "messageExpression": f"'{at}: ' + request.operation"}], **more}
        kind, api = "ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1"
        binding = {"policyName": f"c{at}", "validationActions": ["Deny" if at % 2 else "Warn"]}
        yield [{"apiVersion": api, "kind": kind, "metadata": {"name": f"c{at}"}, "spec": spec}, {"apiVersion": api, "kind": kind + "Binding", "metadata": {"name": "b"}, "spec": binding}]


def changed(manifest):
    """What is made of an object."""
    new = copy.deepcopy(manifest)
    if new["kind"] in ("Deployment", "StatefulSet"):
        new["metadata"].setdefault("labels", {}).pop("team", None)
        new["metadata"]["labels"]["new"] = "yes"
        new["spec"]["replicas"] = new["spec"].get("replicas", 1) + (1 if new["metadata"]["name"] == "web" else 3)
        if new["metadata"]["name"] != "zero":
            new["spec"]["template"]["spec"]["containers"][0]["image"] = "registry.example.com/new:2"
    return new


class Server:
    def __init__(self):
        self.known, self.marks, self.made = endpoints(), 0, [POLICIES, BINDINGS]

    def path(self, manifest):
        path, plural, namespaced = self.known[manifest["apiVersion"], manifest["kind"]]
        return path + (f"/namespaces/{manifest['metadata'].get('namespace', 'default')}/" if namespaced else "/") + plural

    def make(self, manifest):
        code, answer, _ = ask("POST", self.path(manifest), json.dumps(manifest))
        if code >= 300 and code != 409:
            sys.exit(f"{manifest['kind']} {manifest['metadata']['name']}: {answer.get('message')}")

    def enforce(self, policies):
        """Takes the policies of before out of force, and puts these into it."""
        for path in self.made:
            ask("DELETE", path)
        self.marks += 1
        name = f"mark-{self.marks}"
        rule = {"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["configmaps"], "resourceNames": [name]}
        mark = {"metadata": {"name": name}, "spec": {"matchConstraints": {"resourceRules": [rule]}, "validations": [{"expression": "false"}]}}
        bound = {"metadata": {"name": name}, "spec": {"policyName": name, "validationActions": ["Warn"]}}
        # What the server knows of it knows of all that was made before it.
        whole = policies + [{"apiVersion": "admissionregistration.k8s.io/v1", "kind": kind, **manifest} for kind, manifest in (("ValidatingAdmissionPolicy", mark), ("ValidatingAdmissionPolicyBinding", bound))]
        for manifest in whole:
            self.make(manifest)
        self.made = [f"{self.path(manifest)}/{manifest['metadata']['name']}" for manifest in whole]
        probe = json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}})
        for _ in range(400):
            _, _, warnings = ask("POST", "/api/v1/namespaces/default/configmaps?dryRun=All", probe)
            if any(f"'{name}'" in warning for warning in warnings):
                return
            time.sleep(0.05)
        sys.exit(f"{name} is not in force after 20 seconds")

    def says(self, manifest, update):
        """What the policies say of a manifest: a level and a message each."""
        path, body = self.path(manifest), dict(manifest)
        if update:
            path, method = f"{path}/{manifest['metadata']['name']}?dryRun=All", "PUT"
        else:
            path, method = path + "?dryRun=All", "POST"
        code, answer, warnings = ask(method, path, json.dumps(body))
        said = [("warning", warning.split("': ", 1)[1]) for warning in warnings if warning.startswith("Validation failed for Validating")]
        said = [(level, text.split("': ", 1)[-1] if text.startswith("ValidatingAdmission") else text) for level, text in said]
        message = answer.get("message") or ""
        refused = re.search(r"denied request: (.*)", message, re.S) if code >= 300 else None
        if refused:
            said.append(("error", refused.group(1)))
        elif code >= 300 and code != 409:
            said.append(("other", message))
        return said


def plain(message):
    """What cannot be evaluated is said in other words."""
    fails = "resulted in error" in message or "cannot be evaluated" in message or "failed to configure" in message
    return "cannot be evaluated" if fails else message


def here(podlint, version, policies, manifests, olds):
    """What podlint says: of each object by kind, namespace and name."""
    with tempfile.TemporaryDirectory() as folder:
        def write(documents):
            with open(os.path.join(folder, "all.yaml"), "w") as file:
                yaml.safe_dump_all(documents, file, sort_keys=False)

        command = [podlint, "check", folder, "--kubernetes-version", re.match(r"1\.\d+", version).group(), "--output", "json", "--exit-zero"]
        if olds:
            git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.com"]
            write(policies + olds)
            for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "old"]):
                subprocess.run(git + arguments, check=True)
            command += ["--changed-since", "HEAD"]
        write(policies + manifests)
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        report = json.loads(done.stdout)
    found = {}
    for finding in report["diagnostics"]:
        if finding["rule"].startswith("admission-policy"):
            of = finding["object"]
            key = of["kind"], of.get("namespace"), of["name"]
            message = finding["message"]
            message = message.split("`: ", 1)[1] if re.match("policy `[^`]*`: ", message) else message
            found.setdefault(key, set()).add((finding["level"], plain(message)))
    unknown = [str(skipped) for skipped in report["summary"]["skipped"] if "polic" in str(skipped)]
    return found, unknown


def compare(server, podlint, version, policies, manifests, olds=None):
    """-> how many verdicts are alike, those that are not, and those that podlint leaves open."""
    server.enforce(policies)
    found, unknown = here(podlint, version, policies, manifests, olds)
    alike, differing, left_open = 0, [], 0
    for manifest in manifests:
        meta = manifest["metadata"]
        key = manifest["kind"], meta.get("namespace"), meta["name"]
        said = {(level, plain(text)) for level, text in server.says(manifest, olds is not None)}
        own = {of for of in found.get(key, set()) if of[0] != "advice"}
        # The server tells the first reason of a refusal, and podlint all.
        is_refused = any(level == "error" for level, _ in said)
        more = {of for of in own - said if not is_refused or of[0] != "error"}
        if not (said - own or more):
            alike += 1
        elif unknown and not more:
            left_open += 1
        else:
            differing.append((key, sorted(said), sorted(own)))
    return alike, differing, left_open


def main():
    podlint, version = os.path.abspath(sys.argv[1]), sys.argv[2]
    path = sys.argv[3] if len(sys.argv) > 3 else os.path.join(DATA, "cel/policies.jsonl.gz")
    rows = [json.loads(line) for line in gzip.open(path, "rt")]
    manifests = next(row["manifests"] for row in rows if "manifests" in row)
    manifests = [manifest for manifest in yaml.safe_load_all(manifests) if manifest]
    server = Server()
    for manifest in manifests:
        if manifest["kind"] in WORLD:
            server.make(manifest)
    totals = {}

    def hold(what, policies, manifests, olds=None):
        total = totals.setdefault(what, [0, 0, 0, 0])
        alike, differing, left_open = compare(server, podlint, version, policies, manifests, olds)
        for at, count in enumerate((1, alike, len(differing), left_open)):
            total[at] += count
        if differing:
            print(f"{what}:\n{yaml.safe_dump(policies[0]['spec'])}", flush=True)
        for key, said, own in differing[:SHOWN]:
            print(f"{key}\n  the server: {said}\n  podlint: {own}\n", flush=True)

    for row in rows:
        # What asks for dry runs sees one here, and none in a manifest.
        if "policy" in row and "dryRun" not in row["policy"]:
            hold("new", [policy for policy in yaml.safe_load_all(row["policy"]) if policy], manifests)
    server.enforce([])
    for manifest in manifests:
        server.make(manifest)
    workloads = [manifest for manifest in manifests if manifest["kind"] in WORLD | {"Deployment", "StatefulSet"}]
    news = [changed(manifest) for manifest in workloads]
    for policies in about_changes():
        hold("changed", policies, news, workloads)
    for what, (policies, alike, differing, left_open) in totals.items():
        print(f"{what}: {policies} policies, {alike} verdicts alike, {differing} otherwise, {left_open} left open")


main()
