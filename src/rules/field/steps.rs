//! The way to a field, as a row of a table writes it.

use crate::field_path::Part;
use crate::yaml::Cursor;

/// One step on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'s> {
    /// `.image`, and `[app]`, which may hold any character.
    Key(&'s str, bool),
    /// `[]`: every item of a list.
    Each,
}

/// What a way leads to.
#[derive(Debug)]
pub(super) struct Reached<'t, 's> {
    /// The value, or as far as anything is written.
    pub(super) at: Cursor<'t>,
    /// The rest of the way, on which nothing is written; empty where the value is.
    pub(super) missing: &'s str,
    /// The item of a list that the way last went through.
    pub(super) item: Option<Cursor<'t>>,
}

impl Reached<'_, '_> {
    /// Whether the field is written. What is null is not.
    pub(super) fn is_written(&self) -> bool {
        self.missing.is_empty() && !self.at.is_null()
    }

    /// The parts of the path that are not written.
    pub(super) fn missing_parts(&self) -> impl Iterator<Item = Part> {
        let mut way = self.missing;
        std::iter::from_fn(move || match next(&mut way)? {
            Step::Key(key, false) => Some(Part::Field(key.to_owned().into())),
            Step::Key(key, true) => Some(Part::Key(key.to_owned().into())),
            Step::Each => None,
        })
    }
}

/// Takes the next step off a way.
fn next<'s>(way: &mut &'s str) -> Option<Step<'s>> {
    let rest = way.strip_prefix('.').unwrap_or(way);
    if let Some(inner) = rest.strip_prefix('[') {
        let (key, behind) = inner.split_once(']')?;
        *way = behind;
        return Some(match key {
            "" => Step::Each,
            key => Step::Key(key, true),
        });
    }
    let end = rest.find(['.', '[']).unwrap_or(rest.len());
    let (key, behind) = rest.split_at(end);
    *way = behind;
    (!key.is_empty()).then_some(Step::Key(key, false))
}

/// Tells `tell` all that a way leads to from a place. Of a list with no items it leads to nothing.
pub(super) fn follow<'t, 's>(at: Cursor<'t>, way: &'s str, tell: &mut dyn FnMut(Reached<'t, 's>)) {
    let start = Reached {
        at,
        missing: way,
        item: None,
    };
    go_on(start, tell);
}

fn go_on<'t, 's>(mut reached: Reached<'t, 's>, tell: &mut dyn FnMut(Reached<'t, 's>)) {
    loop {
        let mut way = reached.missing;
        match next(&mut way) {
            None => return tell(reached),
            Some(Step::Key(key, _)) => match reached.at.get(key).filter(|at| !at.is_null()) {
                Some(at) => {
                    reached = Reached {
                        at,
                        missing: way,
                        ..reached
                    }
                }
                // Within a list that is not written there is nothing.
                None if way.contains("[]") => return,
                None => return tell(reached),
            },
            Some(Step::Each) => {
                for at in reached.at.items() {
                    let item = Some(at);
                    go_on(
                        Reached {
                            at,
                            missing: way,
                            item,
                        },
                        tell,
                    );
                }
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::follow;
    use crate::yaml::Tree;

    fn led(text: &str, way: &str) -> Vec<String> {
        let tree = Tree::read(text);
        let root = tree.root(&tree.documents()[0]).unwrap();
        let mut all = Vec::new();
        follow(root, way, &mut |reached| {
            let missing: String = reached
                .missing_parts()
                .map(|part| format!("/{part:?}"))
                .collect();
            let text = if reached.is_written() {
                reached.at.text()
            } else {
                &missing
            };
            all.push(text.to_owned());
        });
        all
    }

    #[test]
    fn a_way_leads_through_fields_keys_and_lists() {
        let text = "{a: {b: 1, 'x.y/z': 2, n: null}, l: [{p: 3}, {p: 4}, {q: 5}], e: []}";
        assert_eq!(led(text, "a.b"), ["1"]);
        assert_eq!(led(text, "a[x.y/z]"), ["2"]);
        assert_eq!(led(text, "l[].p"), ["3", "4", "/Field(\"p\")"]);
        assert_eq!(led(text, "a.n.m"), ["/Field(\"n\")/Field(\"m\")"]);
        assert_eq!(led(text, "a[k]"), ["/Key(\"k\")"]);
    }

    #[test]
    fn of_a_list_without_items_it_leads_to_nothing() {
        let text = "{e: [], a: {}}";
        assert!(led(text, "e[].p").is_empty() && led(text, "a.l[].p").is_empty());
    }
}
