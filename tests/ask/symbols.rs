use podlint::ask::{Symbol, symbols};

use super::Asked;

fn listed(symbols: &[Symbol], depth: usize, text: &str, lines: &mut Vec<String>) {
    for symbol in symbols {
        assert!(symbol.span.contains(symbol.at), "{symbol:?}");
        let place = symbol.at.of(text);
        let indent = "  ".repeat(depth);
        lines.push(format!(
            "{indent}{:?} {} | {} | {place}",
            symbol.sort, symbol.name, symbol.detail
        ));
        listed(&symbol.children, depth + 1, text, lines);
    }
}

fn shown(text: &str) -> Vec<String> {
    let asked = Asked::of(&[("web.yaml", text)]);
    let mut lines = Vec::new();
    listed(&symbols(&asked.question()), 0, &asked.text, &mut lines);
    lines
}

#[test]
fn objects_have_what_is_in_them() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  initContainers:\n    - {name: init, image: \"busybox:1\"}\n  containers:\n    - name: web\n      image: nginx:1.27\n      env: [{name: A, value: b}]\n      ports: [{name: http, containerPort: 80}, {containerPort: 81}]\n  volumes: [{name: data, emptyDir: {}}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata: {a.conf: x}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{name: web, port: 80}]}‸\n";
    assert_eq!(
        shown(text),
        [
            "Object Pod web | shop | web",
            "  Container init | init container busybox:1 | init",
            "  Container web | container nginx:1.27 | web",
            "    Variable A |  | A",
            "    Port http | 80 | http",
            "    Port 81 | 81 | 81",
            "  Volume data | emptyDir | data",
            "Object ConfigMap config |  | config",
            "  Key a.conf |  | a.conf",
            "Object Service web |  | web",
            "  Port web | 80 | web",
        ]
    );
}

#[test]
fn what_is_no_manifest_has_its_fields() {
    assert_eq!(
        shown("image:\n  tag: \"1\"\nreplicas: 2‸\n"),
        [
            "Field image |  | image",
            "  Field tag |  | tag",
            "Field replicas |  | replicas"
        ]
    );
}
