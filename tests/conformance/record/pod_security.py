#!/usr/bin/env python3
"""Asks the evaluator of k8s.io/pod-security-admission what it forbids in pods that are put together by chance, and writes
both to tests/data/pod-security.jsonl.gz.

usage: pod_security.py [--check DIR --podlint PROGRAM]

A row has the metadata and the spec of a pod, and what is forbidden: from which minor version of the standard on (the
newest before the next one holds), for `baseline` and for `restricted`, the evaluator's reasons. The evaluator is built
with go from `pod_security/`, whose go.mod names its version.

With --check nothing is written: podlint and the evaluator are held against each other on the manifests in
DIR/LEVEL/VERSION/{pass,fail}/*.yaml, as the module's own `test/testdata` has them.
"""
import argparse, gzip, json, os, random, subprocess, sys, tempfile
from record import DATA

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pod_security")
NEWEST = 37
CONTEXTS = [
    {}, {"privileged": True}, {"privileged": False}, {"allowPrivilegeEscalation": True}, {"runAsNonRoot": False},
    {"runAsNonRoot": True}, {"runAsUser": 0}, {"runAsUser": 1000}, {"procMount": "Unmasked"}, {"procMount": "Default"},
    {"capabilities": {}}, {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}, {"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}},
    {"capabilities": {"add": ["NET_ADMIN", "KILL"]}}, {"capabilities": {"drop": ["all"]}}, {"capabilities": {"add": ["CAP_CHOWN"]}},
    {"seccompProfile": {"type": "Unconfined"}}, {"seccompProfile": {"type": "Localhost", "localhostProfile": "a.json"}},
    {"seLinuxOptions": {"type": "container_engine_t"}}, {"seLinuxOptions": {"type": "spc_t"}}, {"seLinuxOptions": {"level": "s0:c1"}},
    {"seLinuxOptions": {"user": "system_u"}}, {"seLinuxOptions": {"role": "system_r", "type": ""}}, {"seLinuxOptions": {}},
    {"appArmorProfile": {"type": "Unconfined"}}, {"appArmorProfile": {"type": "RuntimeDefault"}}, {"windowsOptions": {"hostProcess": True}},
    {"windowsOptions": {"hostProcess": False}}, {"readOnlyRootFilesystem": True},
]
OF_POD = [
    {}, {"runAsNonRoot": True}, {"runAsNonRoot": False}, {"runAsUser": 0}, {"seccompProfile": {"type": "RuntimeDefault"}},
    {"seccompProfile": {"type": "Unconfined"}}, {"windowsOptions": {"hostProcess": True}}, {"appArmorProfile": {"type": "Unconfined"}},
    {"seLinuxOptions": {"type": "spc_t"}}, {"seLinuxOptions": {"type": "container_kvm_t"}}, {"fsGroup": 0},
] + [{"sysctls": [{"name": name, "value": "1"}]} for name in (
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_notsent_lowat", "kernel.msgmax")]
FIELDS = [{}, {}, {"hostNetwork": True}, {"hostPID": True}, {"hostIPC": True, "hostNetwork": False}, {"hostUsers": False}, {"hostUsers": True},
          {"os": {"name": "windows"}}, {"os": {"name": "linux"}}]
HANDLER = [{"httpGet": {"port": 80, "host": "127.0.0.1"}}, {"httpGet": {"port": 80}}, {"tcpSocket": {"port": 80, "host": "example.com"}}, {"exec": {"command": ["true"]}},
           {"httpGet": {"port": 80, "host": ""}}]
VOLUMES = ["emptyDir", "configMap", "secret", "projected", "downwardAPI", "csi", "ephemeral", "persistentVolumeClaim", "image", "hostPath", "nfs",
           "iscsi", "gitRepo", "rbd", "cephfs", "fc", "azureDisk", None]
NOTES = ["container.apparmor.security.beta.kubernetes.io/a", "seccomp.security.alpha.kubernetes.io/pod", "container.seccomp.security.alpha.kubernetes.io/a",
         "container.seccomp.security.alpha.kubernetes.io/gone"]
PROFILES = ["unconfined", "runtime/default", "docker/default", "localhost/a", ""]
HARDENED = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}, "runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}


def container(chance, name):
    made = {"name": name, "image": "registry.example/a:1"}
    context = dict(HARDENED) if chance.random() < 0.7 else {}
    if chance.random() < 0.5:
        context.update(chance.choice(CONTEXTS))
    if context and chance.random() < 0.2:
        context.pop(chance.choice(sorted(context)))
    if context or chance.random() < 0.3:
        made["securityContext"] = context
    if chance.random() < 0.1:
        made["ports"] = [{"containerPort": 80, "hostPort": chance.choice([0, 80])}, {"containerPort": 81}]
    if chance.random() < 0.1:
        made[chance.choice(["livenessProbe", "readinessProbe", "startupProbe"])] = chance.choice(HANDLER)
    if chance.random() < 0.1:
        made["lifecycle"] = {chance.choice(["postStart", "preStop"]): chance.choice(HANDLER)}
    return made


def pod(chance):
    spec = {"containers": [container(chance, "a")]}
    for kind, name in (("containers", "b"), ("initContainers", "i"), ("ephemeralContainers", "e")):
        if chance.random() < 0.25:
            spec.setdefault(kind, []).append(container(chance, name))
    spec.update(chance.choice(FIELDS))
    context = chance.choice(OF_POD)
    if context or chance.random() < 0.2:
        spec["securityContext"] = context
    if chance.random() < 0.4:
        kinds = chance.sample(VOLUMES, chance.choice([1, 1, 2]))
        spec["volumes"] = [{"name": f"v{at}", **({kind: {}} if kind else {})} for at, kind in enumerate(kinds)]
    metadata = {"name": "a"}
    if chance.random() < 0.2:
        metadata["annotations"] = {chance.choice(NOTES): chance.choice(PROFILES)}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


def build(into):
    program = os.path.join(into, "evaluator")
    subprocess.run(["go", "build", "-o", program, "."], cwd=HERE, check=True)
    return program


def evaluate(program, pods, first, last):
    """Of each pod, a table from level and minor version to reasons."""
    asked = "".join(json.dumps(pod) + "\n" for pod in pods)
    answer = subprocess.run([program, str(first), str(last)], input=asked, text=True, capture_output=True, check=True)
    of = lambda one: one.split(" ", 2)
    return [{(of(one)[0], int(of(one)[1])): of(one)[2] for one in line.split("|")} for line in answer.stdout.splitlines()]


def record(program):
    chance = random.Random(29)
    pods = [pod(chance) for _ in range(400)]
    with gzip.GzipFile(os.path.join(DATA, "pod-security.jsonl.gz"), "wb", mtime=0) as file:
        for made, said in zip(pods, evaluate(program, pods, 0, NEWEST)):
            row = {"metadata": made["metadata"], "spec": made["spec"]}
            for level in ("baseline", "restricted"):
                before, changes = None, {}
                for minor in range(NEWEST + 1):
                    if said[level, minor] != before:
                        before = changes[minor] = said[level, minor]
                row[level] = changes
            file.write(json.dumps(row, separators=(",", ":")).encode() + b"\n")
    print(f"{len(pods)} pods")


def check(program, root, podlint):
    import yaml
    alike = asked = 0
    for level in ("baseline", "restricted"):
        for version in sorted(os.listdir(os.path.join(root, level)), key=lambda name: int(name[3:])):
            directory = os.path.join(root, level, version)
            files = [os.path.join(at, name) for at, _, names in os.walk(directory) for name in sorted(names)]
            minor = int(version[3:])
            said = evaluate(program, [yaml.safe_load(open(file)) for file in files], minor, minor)
            run = [podlint, "check", directory, "--no-config", "--pod-security", f"{level}:{version}", "--select", "pod-security", "--format", "json"]
            report = json.loads(subprocess.run(run, capture_output=True, text=True).stdout)
            found = {os.path.abspath(one["path"]) for one in report["diagnostics"]}
            for file, of in zip(files, said):
                asked += 1
                same = (os.path.abspath(file) in found) == bool(of[level, minor])
                alike += same
                if not same:
                    print(f"{file}: the evaluator says {of[level, minor] or 'nothing'}")
    print(f"{alike} of {asked} alike")
    sys.exit(alike != asked)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", metavar="DIR")
    parser.add_argument("--podlint", metavar="PROGRAM", default="podlint")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        program = build(directory)
        check(program, asked.check, asked.podlint) if asked.check else record(program)


main()
