//! Custom resources are asked of their definitions.

use podlint::ask::{complete, hover};

use super::Asked;

const CRD: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, description: How large it is., default: 3}
                mode: {type: string, enum: [open, closed]}
                doors:
                  type: array
                  items: {type: object, properties: {color: {type: string}}}
";

fn asked(spec: &str) -> Asked {
    let text =
        format!("apiVersion: example.com/v1\nkind: Shop\nmetadata: {{name: a}}\nspec:\n{spec}");
    Asked::of(&[("shop.yaml", &text), ("crd.yaml", CRD)])
}

fn offered(asked: &Asked) -> Vec<String> {
    let offered = complete(&asked.question(), asked.offset);
    offered.into_iter().map(|offered| offered.label).collect()
}

#[test]
fn its_fields_and_values_are_those_of_its_definition() {
    assert_eq!(offered(&asked("  ‸\n")), ["size", "doors", "mode"]);
    assert_eq!(offered(&asked("  size: 1\n  do‸\n")), ["doors", "mode"]);
    assert_eq!(offered(&asked("  mode: ‸\n")), ["open", "closed"]);
    assert_eq!(offered(&asked("  size: ‸\n")), ["3"]);
    assert_eq!(offered(&asked("  doors:\n    - ‸\n")), ["color"]);
    let doors = asked("  do‸\n");
    let all = complete(&doors.question(), doors.offset);
    let one = all.iter().find(|one| one.label == "doors").unwrap();
    assert_eq!(one.detail, "list of object");
    assert!(doors.chosen(one).ends_with("  doors:\n    - ‸\n"));
}

#[test]
fn its_kind_is_offered_and_its_metadata_are_those_of_any() {
    let kinds = Asked::of(&[
        ("shop.yaml", "apiVersion: example.com/v1\nkind: ‸\n"),
        ("crd.yaml", CRD),
    ]);
    assert_eq!(offered(&kinds), ["Shop"]);
    let versions = Asked::of(&[
        ("shop.yaml", "kind: Shop\napiVersion: ‸\n"),
        ("crd.yaml", CRD),
    ]);
    assert_eq!(offered(&versions), ["example.com/v1"]);
    let text = "apiVersion: example.com/v1\nkind: Shop\nmetadata:\n  na‸\n";
    let metadata = Asked::of(&[("shop.yaml", text), ("crd.yaml", CRD)]);
    assert!(offered(&metadata).contains(&"namespace".to_owned()));
}

#[test]
fn a_field_says_what_its_definition_says() {
    let size = asked("  si‸ze: 1\n");
    let said = hover(&size.question(), size.offset).unwrap();
    assert_eq!(
        said.text,
        "**Shop.spec.size** · example.com/v1\n\nHow large it is.\n\n- type: integer\n- default: 3"
    );
    let mode = asked("  mode: op‸en\n");
    let said = hover(&mode.question(), mode.offset).unwrap();
    assert_eq!(
        said.text,
        "**Shop.spec.mode** · example.com/v1\n\n- type: string\n- values: open, closed"
    );
}
