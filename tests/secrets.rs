//! Secrets planted wherever a manifest can hold one: nothing that podlint writes has any of them, nor a part of one.

use std::fs;
use std::path::Path;

use podlint::report::Format;

use crate::programs::run;

/// The secrets, and what each looks like in base64.
const TEXT: &str = "hunter2-Pl4in!qZ";
const NUMBER: &str = "73541928";
const TOKEN: &str = "ghp_Q7xTz1LmB4vR9sKd2WfYc6HjN8aPe3Gu5Xo0";
const KEY: &str = "MIIEowIBAAKCAQEAq7Zt4Yx9LmN2Vb8Kp3Rs6Wd1Fg5Hj0Tc7Ue4Xa2Zq9";

/// A file for each place. `@TEXT@`, `@NUMBER@` and so on stand for the secrets; every file has a finding.
const FILES: [(&str, &str); 40] = [
    (
        "plain.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  password: @TEXT@\n",
    ),
    (
        "quoted.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: \"@TEXT@\"\n  b: '@TEXT@'\n",
    ),
    (
        "number.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  pin: @NUMBER@\nstringData:\n  pin: @NUMBER@\n",
    ),
    (
        "flow.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {pin: @NUMBER@, other: @TEXT@}\n",
    ),
    (
        "nested.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: {b: @TEXT@}\n  c: [@TEXT@, @NUMBER@]\n",
    ),
    (
        "string.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: @TEXT@\ndata: [@TEXT@]\n",
    ),
    (
        "field.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringdata: {a: @TEXT@}\nhush: @TEXT@\n",
    ),
    (
        "beside.yaml",
        "{apiVersion: v1, kind: Secret, metadata: {nam: a}, stringData: {a: @TEXT@}, typ: Opaque}\n",
    ),
    (
        "block.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: |\n    @TEXT@\n    @NUMBER@\n  b: >-\n    @TEXT@\n    and @TEXT@\n",
    ),
    (
        "escaped.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  a: \"hunter2\\x2dPl4in!qZ\"\n",
    ),
    (
        "encoded.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: @BASE64@\n",
    ),
    (
        "docker.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{\"auths\": @TEXT@'\n",
    ),
    (
        "tls.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/tls\nstringData:\n  tls.crt: @TEXT@\n  tls.key: @KEY@\n",
    ),
    (
        "type.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/basic-auth\ndata: {pasword: @TEXT@}\n",
    ),
    (
        "twice.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  a: @TEXT@\n  a: @NUMBER@\n",
    ),
    (
        "kind.yaml",
        "apiVersion: v1\nkind: secret\nmetadata: {name: a}\ndata: {a: @TEXT@}\n---\napiVersion: v1\nkind: Secrets\ndata: {a: @TEXT@}\n",
    ),
    (
        "no-kind.yaml",
        "apiVersion: v1\nmetadata: {name: a}\ntype: Opaque\ndata: {a: @TEXT@}\n---\napiVersion: v1\nstringData: {a: @TEXT@}\n",
    ),
    (
        "list.yaml",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: a}\n  data: {a: @TEXT@}\n",
    ),
    (
        "typed-list.yaml",
        "apiVersion: v1\nkind: SecretList\nitems:\n- metadata: {name: a}\n  data: {a: @TEXT@, b: @NUMBER@}\n",
    ),
    (
        "json.json",
        "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"a\"}, \"data\": {\"a\": \"@TEXT@\", \"b\": @NUMBER@}}\n",
    ),
    (
        "alias.yaml",
        "x: &pw @TEXT@\napiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: *pw}\n",
    ),
    (
        "merged.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  <<: &m {b: @TEXT@}\n  c: @NUMBER@\n",
    ),
    (
        "applied.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{\"kind\":\"Secret\",\"data\":{\"a\":\"@TEXT@\"}}'}, lables: {}}\ndata: {}\n",
    ),
    (
        "colon.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  a: b\n  @TEXT@\n",
    ),
    (
        "tab.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n\ta: @TEXT@\n",
    ),
    (
        "quote.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n  b: 1\n  a: \"@TEXT@\n",
    ),
    (
        "cut.json",
        "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {\"a\": \"@TEXT@\", \"b\": @NUMBER@\n",
    ),
    (
        "variable.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n    env:\n    - {name: DB_PASSWORD, value: @NUMBER@}\n    - {name: API_TOKEN, valu: @TEXT@}\n    - {name: DB_PASSWORD, value: @TEXT@, x: y}\n    - {name: URL, value: \"amqp://app:@TEXT@@mq:5672\", x: y}\n",
    ),
    (
        "arguments.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n    comand: [run, --password, @TEXT@, --token=@TOKEN@]\n    args: run --password @TEXT@\n",
    ),
    (
        "names.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n    env:\n    - {name: PASSWORD1, value: @NUMBER@}\n    - {name: DB_PASSWORD_OLD, valu: @TEXT@}\n    - {name: BASIC_AUTH, value: \"admin:@TEXT@\", x: y}\n    - {name: AUTH_TOKENS, value: @TEXT@, x: y}\n    - {name: MYSQLPASS, value: @TEXT@, x: y}\n",
    ),
    (
        "addresses.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n    env:\n    - {name: DSN, value: \"app:@TEXT@@tcp(db:3306)/shop\", x: y}\n    - {name: A, value: \"postgres://app:@TEXT@/x@db/y\", x: y}\n    - {name: B, value: \"https://x.example.com/?sig=@TEXT@@TEXT@\", x: y}\n    - {name: C, value: \"Server=db;Uid=sa;Pwd=@TEXT@;\", x: y}\n",
    ),
    (
        "probes.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: registry.example.com/a:1\n    livenessProbe: {exec: {comand: [mysqladmin, ping, -uroot, \"-p@TEXT@\"]}}\n    readinessProbe: {httpGet: {port: 80, httpHeaders: [{name: Authorization, valu: @TEXT@}]}}\n    startupProbe: {exec: {comand: [sh, -c, \"redis-cli -a @TEXT@ ping\"]}}\n",
    ),
    (
        "apart.yaml",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: \"registry.example.com/a:1\", command: [redis-cli], args: [-a, @TEXT@], x: y}\n",
    ),
    (
        "config.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nimmutabl: true\ndata:\n  redis.conf: requirepass @TEXT@\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nimmutabl: true\ndata:\n  a.xml: |\n    <password>@TEXT@</password>\n",
    ),
    (
        "annotated.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations: {example.com/password: @TEXT@, example.com/auth: \"admin:@TEXT@\", a: 1}\n  lables: {example.com/token: @TEXT@}\n",
    ),
    (
        "token.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, lables: @TOKEN@}\ndata:\n  a: [@TOKEN@]\n  @TOKEN@: 1\n",
    ),
    (
        "key.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: [\"-----BEGIN PRIVATE KEY-----\\n@KEY@\\n-----END PRIVATE KEY-----\"]\n  password: [@TEXT@]\n  b:\n    secretKey: @TEXT@\n",
    ),
    (
        "mixed.yaml",
        "apiVersion: example.com/v1\nkind: Db\ndb:\n  password: @TEXT@\n  password: @NUMBER@\n\tx: y\n",
    ),
    (
        "kustomization.yaml",
        "secretGenerator:\n- name: a\n  literals: [pin=@TEXT@]\n  x: [\n",
    ),
    (
        "custom.yaml",
        "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n  token: @TEXT@\n  token: @NUMBER@\n",
    ),
];

/// The base64 of a text.
fn encoded(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| char::from(LETTERS[(bits & 63) as usize]);
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let all = [bits >> 18, bits >> 12, bits >> 6, bits].map(letter);
        out.extend(&all[..=chunk.len()]);
        out.extend(std::iter::repeat_n('=', 3 - chunk.len()));
    }
    out
}

fn folder() -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in FILES {
        let text = text.replace("@BASE64@", &encoded(TEXT));
        let text = text.replace("@TEXT@", TEXT).replace("@NUMBER@", NUMBER);
        let text = text.replace("@TOKEN@", TOKEN).replace("@KEY@", KEY);
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// Panics where six characters of a secret stand in a row.
fn keeps_secrets(what: &str, said: &str) {
    for secret in [TEXT, NUMBER, TOKEN, KEY, &encoded(TEXT), &encoded(NUMBER)] {
        let chars: Vec<char> = secret.chars().collect();
        for part in chars.windows(6) {
            let part: String = part.iter().collect();
            // What says that it is a token is none.
            let line = said
                .lines()
                .find(|line| line.contains(&part))
                .filter(|_| !part.starts_with("ghp_"));
            assert!(
                line.is_none(),
                "{what}: {part} in {}",
                line.unwrap_or_default()
            );
        }
    }
}

#[test]
fn no_report_holds_a_secret() {
    let folder = folder();
    let json: serde_json::Value = serde_json::from_str(&run(
        &folder,
        &["check", "--quiet", "--format", "json", "--allow-empty"],
    ))
    .unwrap();
    let found = json["diagnostics"].as_array().unwrap();
    for (name, _) in FILES {
        assert!(
            found.iter().any(|found| found["path"] == name),
            "nothing is found in {name}"
        );
    }
    for format in Format::ALL {
        for more in [
            &["--color", "always"][..],
            &["--group-by", "rule"],
            &["--show-skipped"],
        ] {
            if more[0] == "--group-by" && !format.is_for_people() {
                continue;
            }
            let arguments = [&["check", "--format", format.name()][..], more].concat();
            keeps_secrets(format.name(), &run(&folder, &arguments));
        }
    }
    for arguments in [
        &["check", "--diff", "--unsafe-fixes"][..],
        &["check", "--statistics"],
        &["check", "--select", "invalid-value", "--fail-on", "error"],
        &["pod", "addresses.yaml"],
        &["pod", "probes.yaml"],
        &["pod", "variable.yaml"],
        &["pod", "arguments.yaml"],
        &[
            "split",
            "--explain",
            "variable.yaml",
            "--object",
            "pod/none",
        ],
    ] {
        keeps_secrets(&arguments.join(" "), &run(&folder, arguments));
    }
    run(&folder, &["baseline", "write"]);
    keeps_secrets(
        "baseline",
        &fs::read_to_string(folder.join("podlint-baseline.json")).unwrap(),
    );
}

/// What was a secret before is one when it changes.
#[test]
fn no_update_tells_what_a_secret_was() {
    use podlint::disk::locate;
    use podlint::engine::{Input, Session, Settings};
    use podlint::validation::update::Past;

    let secret = |value: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\nimmutable: true\nmetadata: {{name: a}}\nstringData: {{a: {value}}}\n"
        )
    };
    let job = |value: &str| {
        format!(
            "---\napiVersion: batch/v1\nkind: Job\nmetadata: {{name: a}}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - {{name: a, image: \"registry.example.com/a:1\", env: [{{name: DB_PASSWORD, value: {value}}}]}}\n"
        )
    };
    let text = |value: &str| secret(value) + &job(value);
    let mut past = Past::of("main", locate);
    past.add(
        "a.yaml",
        &text(TEXT),
        Some(&text("another-One7")),
        &|_, _| true,
    );
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ()).since(Some(&past));
    session.check_all(vec![Input::Bytes {
        shown: "a.yaml".to_owned(),
        bytes: text("another-One7").into_bytes(),
    }]);
    let report = session.into_report();
    let changed: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.diagnostic.rule.name() == "immutable-field-changed")
        .collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    let said = format!("{changed:?}");
    keeps_secrets("an update", &said);
    assert!(!said.contains("another-One7"), "{said}");
}

/// What is no secret is shown, since it helps.
#[test]
fn what_is_no_secret_is_shown() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-secrets");
    fs::create_dir_all(&folder).unwrap();
    let digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let uid = "123e4567-e89b-12d3-a456-426614174000";
    let certificate = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUR4ekNDQXErZ0F3SUJBZ0lV";
    fs::write(
        folder.join("a.yaml"),
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, uuid: {uid}, annotations: {{a: [{digest}]}}}}\ndata:\n  port: 8080\n---\n{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{containers: [{{name: a, imge: \"a@{digest}\"}}], volumes: [{{name: tls, secret: {{secretNam: shop-tls}}}}]}}}}\n---\n{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{containers: [{{name: a, image: \"registry.example.com/a:1\", comand: [su, --user, \"nginx:nginx\", --secret-name, shop-tls, -p, \"8080:80\"], evn: [{{name: PASSWORD_MIN_LENGTH, value: \"128\"}}]}}]}}}}\n---\n{{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {{name: a}}, webhooks: [{{caBundl: {certificate}}}]}}\n"
        ),
    )
    .unwrap();
    let said = run(&folder, &["check", "a.yaml"]);
    // An excerpt shows a part of a long line.
    for shown in [
        &digest[..30],
        uid,
        &certificate[..30],
        "8080",
        "shop-tls",
        "nginx:nginx",
        "8080:80",
        "\"128\"",
    ] {
        assert!(said.contains(shown), "{shown} is not in {said}");
    }
    assert!(!said.contains("***"), "{said}");
}
