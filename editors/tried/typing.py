#!/usr/bin/env python3
"""Types into a file of a large workspace, and measures how long it takes until the findings are told.

usage: editors/tried/typing.py PODLINT [--files 3000] [--lines 2000] [--edits 500]

It writes a workspace of its own: Deployments with their Services and ConfigMaps, and one file that many of them are in. Each
edit renames a port in that file, letter by letter, which a Service in another file sends to. Told are the 50th and the 95th
percentile from the key to the findings in the file and in the other one, the memory of the server as the edits go on, and
whether all that it has told after each hundredth is what `podlint check` finds in the same texts.
"""
import argparse
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: app-{n}, namespace: shop}}
spec:
  replicas: 2
  selector: {{matchLabels: {{app: app-{n}}}}}
  template:
    metadata: {{labels: {{app: app-{n}}}}}
    spec:
      containers:
        - name: app
          image: registry.example.com/app-{n}:1.{n}
          ports: [{{name: http, containerPort: 8080}}]
          envFrom: [{{configMapRef: {{name: app-{n}}}}}]
          resources: {{requests: {{cpu: 100m, memory: 64Mi}}}}
"""
SERVICE = """apiVersion: v1
kind: Service
metadata: {{name: app-{n}, namespace: shop}}
spec:
  selector: {{app: app-{n}}}
  ports: [{{port: 80, targetPort: http}}]
"""
CONFIG = """apiVersion: v1
kind: ConfigMap
metadata: {{name: app-{n}, namespace: shop}}
data: {{LOG_LEVEL: info, NAME: app-{n}}}
"""


class Server:
    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/")
        self.told, self.messages, self.asked = {}, queue.Queue(), 0
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask("initialize", {"processId": os.getpid(), "capabilities": {}, "workspaceFolders": [{"uri": f"file://{folder}", "name": "all"}]})
        self.send({"method": "initialized", "params": {}})

    def listen(self):
        stream = self.process.stdout
        while header := stream.readline():
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(int(header.split(b":")[1])))
            self.messages.put((time.perf_counter(), message))

    def send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self, seconds=600):
        at, message = self.messages.get(timeout=seconds)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        return at, message

    def ask(self, method, params):
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while True:
            _, message = self.receive()
            if message.get("id") == self.asked:
                return message.get("result")

    def until_told(self, uri, version=None):
        """When a file was told of next, of this version."""
        while True:
            at, message = self.receive()
            params = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri:
                if version is None or params.get("version") == version:
                    return at

    def quiet(self, seconds):
        """Takes in what is said until nothing more comes."""
        try:
            while True:
                self.receive(seconds)
        except queue.Empty:
            pass

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            kilobytes = {line.split(":")[0]: line.split()[1] for line in status if line.startswith("Vm")}
        return int(kilobytes["VmRSS"]) / 1024, int(kilobytes["VmHWM"]) / 1024


def write(folder, files, lines):
    count = files // 3
    for n in range(1, count):
        for sort, text in [("deployment", DEPLOYMENT), ("service", SERVICE), ("config", CONFIG)]:
            place = f"{folder}/team-{n % 40}/app-{n}"
            os.makedirs(place, exist_ok=True)
            with open(f"{place}/{sort}.yaml", "w", encoding="utf-8") as file:
                file.write(text.format(n=n))
    with open(f"{folder}/service-0.yaml", "w", encoding="utf-8") as file:
        file.write(SERVICE.format(n=0))
    many = [DEPLOYMENT.format(n=0), CONFIG.format(n=0)]
    while sum(text.count("\n") for text in many) < lines:
        many.append(DEPLOYMENT.format(n=count + len(many)))
    return "---\n".join(many)


def percentile(times, share):
    return sorted(times)[int(len(times) * share)] * 1000


def found(podlint, folder):
    report = json.loads(subprocess.run([podlint, "check", "--format", "json"], cwd=folder, capture_output=True, check=False).stdout)
    return sorted((one["path"], one["rule"], one["message"], one["range"]["start"]["line"]) for one in report["diagnostics"])


def told(server, folder):
    start = len(f"file://{folder}/")
    return sorted((uri[start:], one["code"], one["message"].split("\n")[0], one["range"]["start"]["line"] + 1) for uri, all in server.told.items() for one in all)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("podlint")
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--edits", type=int, default=500)
    asked = parser.parse_args()
    podlint = os.path.abspath(asked.podlint)
    with tempfile.TemporaryDirectory() as folder:
        text = write(folder, asked.files, asked.lines)
        many = f"{folder}/many.yaml"
        with open(many, "w", encoding="utf-8") as file:
            file.write(text)
        uri, other = f"file://{many}", f"file://{folder}/service-0.yaml"
        start = time.perf_counter()
        server = Server(podlint, folder)
        server.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}})
        first = server.until_told(uri, 1) - start
        server.quiet(2)
        lines = text.split("\n")
        line = next(at for at, line in enumerate(lines) if "name: http" in line)
        column = lines[line].index("http")
        name, own, others, differ, memory = "http", [], [], 0, []
        for version in range(2, asked.edits + 2):
            new = "http" if version % 2 else "http" + "abcdefghij"[version % 10]
            place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + len(name)}}
            before = time.perf_counter()
            server.send({"method": "textDocument/didChange", "params": {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"range": place, "text": new}]}})
            own.append(server.until_told(uri, version) - before)
            others.append(server.until_told(other) - before)
            lines[line], name = lines[line].replace(f"name: {name},", f"name: {new},"), new
            if (version - 1) % 100 == 0:
                server.quiet(1)
                with open(many, "w", encoding="utf-8") as file:
                    file.write("\n".join(lines))
                differ += told(server, folder) != found(podlint, folder)
                memory.append(server.memory())
        print(f"first findings          {first * 1000:8.1f} ms")
        for what, times in [("the file itself", own), ("what refers to it", others)]:
            print(f"{what:20} p50 {percentile(times, 0.5):8.1f} ms   p95 {percentile(times, 0.95):8.1f} ms")
        kept = " ".join(f"{now:.0f}" for now, _ in memory[:: max(1, len(memory) // 10)])
        print(f"memory {kept} MiB, at most {memory[-1][1]:.0f} MiB")
        print(f"{differ} of {asked.edits // 100} comparisons with a check differ")
        server.ask("shutdown", None)
        server.send({"method": "exit"})
        return 1 if differ or server.process.wait(10) else 0


if __name__ == "__main__":
    sys.exit(main())
