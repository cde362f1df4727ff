//! Files that containers write, wait for and hide.

use super::{deployment, found};

const RULES: [&str; 5] = [
    "mismatched-shared-path",
    "missing-shared-volume",
    "unfilled-volume",
    "watched-subpath",
    "write-to-read-only",
];

fn pod(spec: &str) -> Vec<String> {
    found(&deployment(spec), &RULES)
}

#[test]
fn what_the_cluster_gives_cannot_be_written() {
    let write = |command: &str, volume: &str| {
        pod(&format!(
            "containers: [{{name: a, image: 'acme/a:1', command: [sh, -c, \"{command}\"], volumeMounts: [{{name: v, mountPath: /conf}}]}}], volumes: [{{name: v, {volume}}}]"
        ))
    };
    const GIVEN: &str = "configMap: {name: c}";
    for command in [
        "sed -i s/a/b/ /conf/a.ini; exec a",
        "echo x > /conf/a.ini; exec a",
        "envsubst < /tpl > /conf/a.ini && a",
        "cp /etc/a /conf/a; a",
        "date | tee -a /conf/log; a",
        "chmod 600 /conf/key && a",
        "mkdir -p /conf/sub && a",
    ] {
        assert_eq!(
            write(command, GIVEN),
            ["error write-to-read-only"],
            "{command}"
        );
        assert!(write(command, "emptyDir: {}").is_empty(), "{command}");
    }
    for command in [
        "cat /conf/a.ini; exec a",
        "cp /conf/a.ini /tmp/a.ini; exec a",
        "sed s/a/b/ /conf/a.ini > /tmp/a.ini; exec a",
        "chmod 600 /conf/key || true; a",
        "mkdir -p /conf; a",
        "a --catalogs-path=/conf/x --log-config=/conf/log.yaml",
    ] {
        let all = write(command, GIVEN);
        assert!(all.is_empty(), "{command}: {all:?}");
    }
}

#[test]
fn an_image_needs_the_files_that_a_volume_hides() {
    let hidden = |image: &str, path: &str, more: &str| {
        pod(&format!(
            "containers: [{{name: a, image: '{image}', volumeMounts: [{{name: v, mountPath: {path}}}]}}{more}], volumes: [{{name: v, emptyDir: {{}}}}]"
        ))
    };
    for (level, image, path) in [
        ("error", "nginx:1.27", "/etc/nginx"),
        ("error", "wordpress:6-apache", "/usr/src/wordpress"),
        ("error", "tomcat:10", "/usr/local/tomcat/conf"),
        ("advice", "nginx:1.27", "/usr/share/nginx/html"),
        ("advice", "httpd:2.4", "/usr/local/apache2/htdocs/"),
    ] {
        let all = hidden(image, path, "");
        assert_eq!(all, [format!("{level} unfilled-volume")], "{image} {path}");
        let filler = ", {name: b, image: 'acme/b:1', volumeMounts: [{name: v, mountPath: /out}]}";
        assert!(hidden(image, path, filler).is_empty(), "{image} {path}");
    }
    for (image, path) in [
        ("nginx:1.27", "/var/cache/nginx"),
        ("nginx:1.27", "/etc/nginx/extra"),
        ("wordpress:6-apache", "/var/www/html"),
        ("acme/nginx:1", "/usr/share/nginx/html"),
        ("postgres:16", "/var/lib/postgresql/data"),
    ] {
        let all = hidden(image, path, "");
        assert!(all.is_empty(), "{image} {path}: {all:?}");
    }
}

#[test]
fn a_file_behind_a_sub_path_never_changes() {
    let watch = |command: &str, mount: &str, volume: &str| {
        pod(&format!(
            "containers: [{{name: a, image: 'alpine:3.20', command: [sh, -c, \"{command}\"], volumeMounts: [{{name: v, {mount}}}]}}], volumes: [{{name: v, {volume}}}]"
        ))
    };
    const ONE: &str = "mountPath: /c/a.cfg, subPath: a.cfg";
    const ALL: &str = "mountPath: /c";
    const GIVEN: &str = "configMap: {name: c}";
    for command in [
        "while inotifywait -e modify /c/a.cfg; do echo changed; done",
        "inotifywait -m /c/a.cfg",
        "fswatch /c/a.cfg",
    ] {
        assert_eq!(
            watch(command, ONE, GIVEN),
            ["error watched-subpath"],
            "{command}"
        );
        assert_eq!(
            watch(command, ONE, "secret: {secretName: c}"),
            ["error watched-subpath"]
        );
        assert!(watch(command, ALL, GIVEN).is_empty(), "{command}");
        assert!(watch(command, ONE, "emptyDir: {}").is_empty(), "{command}");
    }
    assert!(watch("cat /c/a.cfg; sleep 9", ONE, GIVEN).is_empty());
}

#[test]
fn readers_and_writers_in_a_shell_meet_in_a_volume() {
    let pair = |writer: &str, reader: &str, both: bool| {
        let mount = "volumeMounts: [{name: v, mountPath: /var/logs}]";
        let theirs = if both { mount } else { "tty: false" };
        pod(&format!(
            "containers: [{{name: a, image: 'busybox:1.36', command: [sh, -c, \"{writer}\"], {mount}}}, {{name: b, image: 'busybox:1.36', command: [sh, -c, \"{reader}\"], {theirs}}}], volumes: [{{name: v, emptyDir: {{}}}}]"
        ))
    };
    const WRITES: &str = "while true; do date >> /var/logs/d.txt; sleep 5; done";
    for reader in [
        "while read L; do echo $L; done < /var/logs/d.txt",
        "ls -l /var/logs/d.txt | wc -l",
        "tail -F /var/logs/d.txt",
        "grep -c x /var/logs/d.txt",
        "awk '{print}' /var/logs/d.txt",
        "while [ ! -f /var/logs/d.txt ]; do sleep 1; done",
    ] {
        assert_eq!(
            pair(WRITES, reader, false),
            ["warning missing-shared-volume"],
            "{reader}"
        );
        assert!(pair(WRITES, reader, true).is_empty(), "{reader}");
    }
    let glob = "for f in /var/logs/*.txt; do cat $f; done";
    assert_eq!(pair(WRITES, glob, false), ["advice missing-shared-volume"]);
    for reader in ["echo /var/logs/d.txt", "sleep 9", "cat /var/other/d.txt"] {
        let all = pair(WRITES, reader, false);
        assert!(all.is_empty(), "{reader}: {all:?}");
    }
}

#[test]
fn what_is_written_beside_the_volume_is_told() {
    let pod = |writer: &str, reader: &str| {
        pod(&format!(
            "containers: [{{name: w, {writer}, volumeMounts: [{{name: v, mountPath: /html}}]}}, {{name: r, {reader}}}], volumes: [{{name: v, emptyDir: {{}}}}]"
        ))
    };
    const WEB: &str =
        "image: 'nginx:1.27', volumeMounts: [{name: v, mountPath: /usr/share/nginx/html}]";
    let script = |script: &str| format!("image: 'busybox:1.36', command: [sh, -c, '{script}']");
    let forever = |what: &str| script(&format!("while true; do date > {what}; sleep 9; done"));
    assert_eq!(
        pod(&forever("/out/index.html"), WEB),
        ["advice mismatched-shared-path"]
    );
    for fine in [
        forever("/html/index.html"),
        forever("/tmp/index.html"),
        script("date > /out/x; cp /out/x /html/x; sleep infinity"),
    ] {
        assert!(pod(&fine, WEB).is_empty(), "{fine}");
    }
}

#[test]
fn what_software_reads_lies_where_it_has_the_volume() {
    let thanos = |path: &str| {
        pod(&format!(
            "containers: [{{name: p, image: 'prom/prometheus:v2.53.0', args: [--storage.tsdb.path=/prom], volumeMounts: [{{name: v, mountPath: /prom}}]}}, \
             {{name: t, image: 'quay.io/thanos/thanos:v0.35.0', args: [sidecar, --tsdb.path={path}], volumeMounts: [{{name: v, mountPath: /prom}}]}}], \
             volumes: [{{name: v, emptyDir: {{}}}}]"
        ))
    };
    assert_eq!(thanos("/prometheus"), ["advice mismatched-shared-path"]);
    assert!(thanos("/prom").is_empty());
}

#[test]
fn a_socket_of_two_is_in_a_volume() {
    let pair = |one: &str, other: &str| {
        pod(&format!(
            "containers: [{{name: a, image: 'acme/a:1', args: [--socket={one}]}}, {{name: b, image: 'acme/b:1', args: [--to=unix:{other}]}}]"
        ))
    };
    assert_eq!(
        pair("/run/a/a.sock", "/run/a/a.sock"),
        ["advice missing-shared-volume"]
    );
    assert!(pair("/run/a/a.sock", "/run/a/b.sock").is_empty());
    assert!(pair("/var/run/docker.sock", "/var/run/docker.sock").is_empty());
}

#[test]
fn a_shell_has_no_scripts_of_its_own() {
    let pair = |image: &str, script: &str| {
        pod(&format!(
            "containers: [{{name: a, image: 'acme/a:1', volumeMounts: [{{name: s, mountPath: /scripts}}]}}, {{name: b, image: '{image}', command: [{script}]}}], volumes: [{{name: s, configMap: {{name: s}}}}]"
        ))
    };
    assert_eq!(
        pair("alpine:3.20", "/scripts/run.sh"),
        ["advice missing-shared-volume"]
    );
    assert!(pair("acme/b:1", "/scripts/run.sh").is_empty());
    assert!(pair("alpine:3.20", "/opt/run.sh").is_empty());
}
