//! Files that an init container makes for others, and that they do not find.

use super::{deployment, found};

const RULES: [&str; 3] = [
    "lost-init-output",
    "missing-shared-volume",
    "mismatched-shared-path",
];

/// What is found of an init container before an application, which have these fields.
fn before(init: &str, app: &str) -> Vec<String> {
    let spec = format!(
        "initContainers: [{{name: make, {init}}}], containers: [{{name: app, {app}}}], volumes: [{{name: v, emptyDir: {{}}}}]"
    );
    found(&deployment(&spec), &RULES)
}

const APP: &str = "image: 'acme/app:1', volumeMounts: [{name: v, mountPath: /v}]";

fn script(script: &str) -> String {
    format!("image: 'busybox:1.36', command: [sh, -c, {script:?}]")
}

#[test]
fn what_lies_in_no_volume_is_lost() {
    for init in [
        "image: 'alpine/git:2.45', args: [clone, 'https://git.example/x', /src/plugins]".to_owned(),
        "image: 'curlimages/curl:8', args: [-sSL, -o, /plugins/p.jar, 'https://a.example/p.jar']"
            .to_owned(),
        script("mkdir -p /site && git clone https://git.example/x /site"),
        script("wget -O /plugins/p.jar http://a.example/p.jar"),
        script("cp -r /default/. /config/; chown -R 1000 /config"),
        script("curl -L http://a.example/x.tgz | tar -xz -C /opt/x"),
        script("echo \"$CONFIG\" > /config/app.yml"),
    ] {
        assert_eq!(before(&init, APP), ["advice lost-init-output"], "{init}");
    }
}

#[test]
fn what_is_kept_or_is_its_own_is_none_of_anybodys() {
    let mounted = ", volumeMounts: [{name: v, mountPath: /v}]";
    for init in [
        script("wget -O /v/p.jar http://a.example/p.jar") + mounted,
        script("cp /seed /seed.copy; cp /seed.copy /v/seed") + mounted,
        script("wget -O /tmp/x http://a.example/health"),
        script("echo never > /sys/kernel/mm/transparent_hugepage/enabled"),
        script("curl -s -o /dev/null http://a.example/warm"),
        script("wget -O /schema.sql http://a.example/s.sql && psql -h db -f /schema.sql"),
        script("mkdir -p /work && cd /work && ./setup"),
        "image: 'acme/make:1', args: [--out, /plugins]".to_owned(),
    ] {
        assert!(before(&init, APP).is_empty(), "{init}");
    }
}

#[test]
fn what_a_bare_shell_reads_and_another_writes_is_missing_for_certain() {
    let writes = script("echo ok > /var/lib/data/ready");
    let reads = script("cat /var/lib/data/ready && sleep 3600");
    let warning = ["warning missing-shared-volume"];
    assert_eq!(before(&writes, &reads), warning);
    assert_eq!(
        before(&writes, &reads.replace("busybox:1.36", "ubuntu:24.04")),
        warning
    );
    // An image of one's own may bring a file of that name along.
    let own = reads.replace("busybox:1.36", "acme/app:1");
    assert_eq!(before(&writes, &own), ["advice missing-shared-volume"]);
    // What it reads it may have written.
    let both = script("date > /var/lib/data/ready; cat /var/lib/data/ready; sleep 3600");
    assert!(!before(&writes, &both).contains(&"warning missing-shared-volume".to_owned()));
}

#[test]
fn a_shared_volume_at_another_place_is_missed_for_certain() {
    let writes = script("envsubst < /tpl > /rendered/app.yml")
        + ", volumeMounts: [{name: v, mountPath: /rendered}]";
    let reads = script("cat /rendered/app.yml; sleep 3600")
        + ", volumeMounts: [{name: v, mountPath: /etc/app}]";
    assert_eq!(before(&writes, &reads), ["warning mismatched-shared-path"]);
    let own = reads.replace("busybox:1.36", "acme/app:1");
    assert_eq!(before(&writes, &own), ["advice mismatched-shared-path"]);
    let right = reads.replace("cat /rendered", "cat /etc/app");
    assert!(before(&writes, &right).is_empty());
}
