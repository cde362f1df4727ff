//! What a client works in: several directories, none, more of them later, and what of it is trusted.

use serde_json::{Value, json};

use super::client::{Client, folder, write};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - {name: a, imge: \"registry.example.com/a:1\"}\n";

/// What is told of which file, each by the last part of its name.
fn told(messages: &[Value]) -> Vec<(String, Vec<String>)> {
    let told = messages.iter().filter_map(|message| {
        let params = message.get("params")?;
        let diagnostics = params.get("diagnostics")?.as_array()?;
        let codes = diagnostics
            .iter()
            .map(|found| match found["code"].as_str() {
                Some(code) => code.to_owned(),
                None => found["message"].as_str().unwrap().to_owned(),
            });
        let uri = params["uri"].as_str()?;
        Some((uri.rsplit('/').next()?.to_owned(), codes.collect()))
    });
    told.collect()
}

fn of(name: &str, codes: &[&str]) -> (String, Vec<String>) {
    let codes = codes.iter().map(|code| (*code).to_owned());
    (name.to_owned(), codes.collect())
}

fn begin(client: &mut Client, mut params: Value) -> Vec<Value> {
    if params.get("initializationOptions").is_none() {
        params["initializationOptions"] = json!({"trusted": true});
    }
    client.ask("initialize", params);
    client.settle()
}

#[test]
fn each_directory_has_its_own_settings_and_objects() {
    let folder = folder("roots");
    for (name, text) in [
        ("one/a.yaml", POD),
        ("two/b.yaml", POD),
        ("two/podlint.toml", "ignore = [\"unknown-field\"]\n"),
        ("three/c.yaml", POD),
    ] {
        write(&folder, name, text);
    }
    let mut client = Client::new(folder);
    let root = |client: &Client, name| json!({"uri": client.uri(name), "name": name});
    let folders = [root(&client, "one"), root(&client, "two")];
    let said = begin(
        &mut client,
        json!({"capabilities": {}, "workspaceFolders": folders}),
    );
    // The same Pod in two directories is no duplicate.
    let expected = [of("a.yaml", &["unknown-field"]), of("b.yaml", &[])];
    let mut seen = told(&said);
    seen.iter_mut()
        .for_each(|(_, codes)| codes.retain(|code| code != "bare-pod"));
    assert_eq!(seen, expected);
    let event = json!({"added": [root(&client, "three")], "removed": [root(&client, "one")]});
    let mut said = client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": event}),
    );
    said.extend(client.settle());
    let seen = told(&said);
    assert_eq!(seen[0], of("a.yaml", &[]), "{seen:?}");
    assert!(seen[1].0 == "c.yaml" && seen.len() == 2, "{seen:?}");
}

#[test]
fn a_file_in_no_directory_is_looked_at_alone() {
    let folder = folder("lone");
    write(&folder, "a.yaml", POD);
    write(&folder, "b.yaml", POD);
    let mut client = Client::new(folder);
    assert!(told(&begin(&mut client, json!({"capabilities": {}}))).is_empty());
    let mut said = client.open("a.yaml", POD);
    said.extend(client.settle());
    let seen = told(&said);
    assert!(seen.iter().all(|(name, _)| name == "a.yaml"), "{seen:?}");
    let (_, codes) = seen.last().unwrap();
    assert!(codes.contains(&"unknown-field".to_owned()), "{seen:?}");
    let document = json!({"textDocument": {"uri": client.uri("a.yaml")}});
    let said = client.tell("textDocument/didClose", document);
    assert_eq!(told(&said), [of("a.yaml", &[])]);
}

#[test]
fn what_is_left_out_of_a_directory_is_judged_when_it_is_opened() {
    let folder = folder("ignored");
    write(&folder, ".gitignore", "a.yaml\n");
    write(&folder, "a.yaml", POD);
    let mut client = Client::new(folder);
    let root = client.uri("");
    assert!(
        told(&begin(
            &mut client,
            json!({"capabilities": {}, "rootUri": root})
        ))
        .is_empty()
    );
    let mut said = client.open("a.yaml", POD);
    said.extend(client.settle());
    let seen = told(&said);
    let (_, codes) = seen.last().unwrap();
    assert!(codes.contains(&"unknown-field".to_owned()), "{seen:?}");
}

#[test]
fn what_a_workspace_brings_is_used_if_it_is_trusted() {
    let crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}\n";
    let shop = "apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec: {size: large}\n";
    let rule = include_str!("../../examples/rules/team-label.md");
    for trusted in [true, false] {
        let folder = folder(&format!("trusted-{trusted}"));
        for (name, text) in [
            // No manifest by its name.
            ("schemas/crd.txt", crd),
            ("lint/team-label.md", rule),
            (
                "podlint.toml",
                "schema-locations = [\"schemas/crd.txt\"]\nrule-locations = [\"lint\"]\nselect = [\"all\"]\nignore = [\"unknown-field\"]\n",
            ),
            ("shop.yaml", shop),
            ("pod.yaml", POD),
            (
                "web.yaml",
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n",
            ),
        ] {
            write(&folder, name, text);
        }
        let mut client = Client::new(folder);
        let params = json!({
            "capabilities": {}, "rootUri": client.uri(""),
            "initializationOptions": {"trusted": trusted},
        });
        let said = begin(&mut client, params);
        let seen = told(&said);
        let of_file = |file: &str| {
            let found = seen.iter().filter(|(name, _)| name == file);
            found
                .flat_map(|(_, codes)| codes.clone())
                .collect::<Vec<_>>()
        };
        let has = |file: &str, code: &str| of_file(file).iter().any(|known| known == code);
        assert_eq!(has("shop.yaml", "wrong-type"), trusted, "{seen:?}");
        assert_eq!(has("web.yaml", "team-label"), trusted, "{seen:?}");
        assert_eq!(has("pod.yaml", "unknown-field"), !trusted, "{seen:?}");
        let warned = said
            .iter()
            .filter(|said| said["method"] == "window/showMessage");
        let warned: Vec<&str> = warned
            .filter_map(|said| said["params"]["message"].as_str())
            .collect();
        assert_eq!(warned.len(), usize::from(!trusted), "{warned:?}");
        assert!(
            warned
                .iter()
                .all(|said| said.contains("podlint.toml is not used")),
            "{warned:?}"
        );
    }
}

#[test]
fn a_fault_of_a_configuration_is_told_in_it() {
    let folder = folder("fault");
    write(&folder, "a.yaml", POD);
    write(&folder, "podlint.toml", "ignore = [\"unknown-feld\"]\n");
    let mut client = Client::new(folder);
    let root = client.uri("");
    let said = begin(&mut client, json!({"capabilities": {}, "rootUri": root}));
    let seen = told(&said);
    assert_eq!(seen[0].0, "podlint.toml", "{seen:?}");
    assert!(seen[0].1[0].contains("unknown-feld"), "{seen:?}");
    // It is mended, and what holds then counts.
    write(
        &client.folder,
        "podlint.toml",
        "ignore = [\"unknown-field\"]\n",
    );
    let event = json!({"changes": [{"uri": client.uri("podlint.toml"), "type": 2}]});
    let mut said = client.tell("workspace/didChangeWatchedFiles", event);
    said.extend(client.settle());
    let seen = told(&said);
    assert!(seen.contains(&of("podlint.toml", &[])), "{seen:?}");
    let (_, codes) = seen.iter().find(|(name, _)| name == "a.yaml").unwrap();
    assert!(!codes.contains(&"unknown-field".to_owned()), "{seen:?}");
}

#[test]
fn a_large_text_is_judged_when_it_is_saved() {
    let folder = folder("large");
    let filling = "# filling\n".repeat(440_000);
    let text = POD.to_owned() + &filling;
    write(&folder, "a.yaml", &text);
    let mut client = Client::new(folder);
    let root = client.uri("");
    begin(&mut client, json!({"capabilities": {}, "rootUri": root}));
    client.open("a.yaml", &text);
    client.settle();
    let place = |line, character| json!({"line": line, "character": character});
    let range = json!({"start": place(5, 16), "end": place(5, 20)});
    let mut said = client.change("a.yaml", json!([{"range": range, "text": "image"}]));
    said.extend(client.settle());
    assert!(said.is_empty(), "{said:?}");
    let saved = json!({"textDocument": {"uri": client.uri("a.yaml")}});
    client.tell("textDocument/didSave", saved);
    let seen = told(&client.settle());
    let (_, codes) = seen.last().unwrap();
    assert!(!codes.contains(&"unknown-field".to_owned()), "{seen:?}");
}
