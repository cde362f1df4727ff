//! Rules over values.

use super::{Part, Why, evaluate};
use serde_json::{Value, json};

/// What is said of an object with `spec`, of which rules hold.
fn said(properties: Value, rules: Value, spec: Value, old: Option<Value>) -> Vec<String> {
    let schema = json!({"type": "object", "properties": {"spec": {
        "type": "object", "properties": properties, "x-kubernetes-validations": rules,
    }}});
    let part = Part::of_object(&schema);
    let (object, old) = (json!({"spec": spec}), old.map(|old| json!({"spec": old})));
    let outcome = evaluate(&part, &object, old.as_ref());
    assert_eq!(outcome.unasked, [], "{rules}");
    let said = outcome.broken.iter().map(|broken| match &broken.why {
        Why::False(message) => message.clone().unwrap_or_default(),
        Why::Fails(error) => error.to_string(),
        Why::Costs => "cost".to_owned(),
    });
    said.collect()
}

#[test]
fn messages_are_the_expressions_where_they_give_a_line() {
    let number = json!({"n": {"type": "integer"}});
    for (expression, message) in [
        ("'it is ' + string(self.n)", "it is 3"),
        ("' '", "n is 4"),
        ("'a\\nb'", "n is 4"),
        ("string(1 / (self.n - 3))", "n is 4"),
    ] {
        let rule =
            json!([{"rule": "self.n == 4", "message": "n is 4", "messageExpression": expression}]);
        assert_eq!(said(number.clone(), rule, json!({"n": 3}), None), [message]);
    }
}

#[test]
fn sets_and_maps_have_no_order() {
    let items = json!({"type": "object", "properties": {"k": {"type": "string"}, "v": {"type": "integer"}}});
    let properties = json!({
        "set": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
        "map": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"], "items": items},
        "list": {"type": "array", "items": {"type": "string"}},
    });
    let of = |name: &str, own: Value, old: Value| {
        let rule =
            json!([{"rule": format!("self.{name} == oldSelf.{name}"), "message": "differs"}]);
        said(
            properties.clone(),
            rule,
            json!({name: own}),
            Some(json!({name: old})),
        )
        .is_empty()
    };
    assert!(of("set", json!(["a", "b"]), json!(["b", "a"])));
    assert!(!of("set", json!(["a", "b"]), json!(["b", "c"])));
    assert!(!of("list", json!(["a", "b"]), json!(["b", "a"])));
    let (a, b) = (json!({"k": "a", "v": 1}), json!({"k": "b", "v": 2}));
    assert!(of("map", json!([a, b]), json!([b, a])));
    assert!(!of("map", json!([a, b]), json!([a, {"k": "b", "v": 3}])));
}

#[test]
fn rules_on_changes_are_asked_with_what_was_there() {
    let number = json!({"n": {"type": "integer"}});
    let rule = json!([{"rule": "self.n >= oldSelf.n", "message": "it may only grow"}]);
    let asked = |rule: &Value, old| said(number.clone(), rule.clone(), json!({"n": 3}), old);
    assert!(asked(&rule, None).is_empty());
    assert!(asked(&rule, Some(json!({"n": 3}))).is_empty());
    assert_eq!(asked(&rule, Some(json!({"n": 4}))), ["it may only grow"]);
    let optional = json!([{"rule": "oldSelf.hasValue()", "optionalOldSelf": true}]);
    assert_eq!(asked(&optional, None).len(), 1);
    assert!(asked(&optional, Some(json!({"n": 4}))).is_empty());
}

#[test]
fn what_costs_too_much_ends_all() {
    let numbers = json!({"n": {"type": "array", "items": {"type": "integer"}}});
    let rules = json!([
        {"rule": "self.n.all(a, self.n.all(b, self.n.all(c, a + b + c >= 0)))"},
        {"rule": "false"},
    ]);
    let many: Vec<u32> = (0..500).collect();
    assert_eq!(said(numbers, rules, json!({"n": many}), None), ["cost"]);
}

#[test]
fn what_is_null_or_has_another_name_is_seen_as_the_server_sees_it() {
    let properties = json!({
        "a-b": {"type": "string"}, "if": {"type": "integer"},
        "none": {"type": "string", "nullable": true},
        "either": {"x-kubernetes-int-or-string": true},
        "at": {"type": "string", "format": "date-time"},
        "for": {"type": "string", "format": "duration"},
    });
    let rules = json!([
        {"rule": "self.a__dash__b == 'x' && self.__if__ == 1", "message": "names"},
        {"rule": "!has(self.none) && !has(self.__for__)", "message": "null"},
        {"rule": "type(self.either) == int && self.either == 5", "message": "either"},
        {"rule": "self.at.getFullYear() == 2026", "message": "time"},
    ]);
    let spec =
        json!({"a-b": "x", "if": 1, "none": null, "either": 5, "at": "2026-01-31T12:00:00Z"});
    assert!(said(properties.clone(), rules.clone(), spec, None).is_empty());
    let spec = json!({"a-b": "y", "if": 1, "none": "", "either": "5", "at": "2025-01-31T12:00:00Z", "for": "2 days"});
    let found = said(properties, rules, spec, None);
    assert_eq!(found, ["names", "null", "either", "time"]);
}
