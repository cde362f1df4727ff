//! What a container is for, and how that is known.

use super::Question;
use super::hover::escaped;
use super::spot::Spot;
use crate::facts::{Grounds, Part, Role};
use crate::objects::{ConfigMaps, Object, Stage, Workload};
use crate::rules::KnownPod;
use crate::yaml::Tree;

/// The role of the container whose name or image a place is at.
pub(super) fn role<'t>(
    asked: &Question<'_>,
    (tree, object): (&'t Tree<'t>, &Object<'t>),
    spot: &Spot<'t>,
) -> Option<String> {
    let last = spot.last()?;
    let holder = last.holder;
    if !matches!(spot.names().last()?, &"name" | &"image") {
        return None;
    }
    let workload = Workload::of(object)?;
    let settings = asked.settings.of(asked.path);
    let config_maps = ConfigMaps::of(tree);
    let (versions, parameters) = (settings.versions, &settings.parameters);
    let known = KnownPod::of(object, &workload, &config_maps, versions, parameters);
    let mut parts = known.facts().all();
    let part = parts.find(|part| part.container.at.id() == holder.id())?;
    Some(described(part))
}

fn described(part: &Part<'_, '_>) -> String {
    let mut said = format!(
        "**{}** · {}\n",
        escaped(&part.name()),
        escaped(&part.description())
    );
    let stage = match part.container.stage {
        Stage::Init => Some("runs to its end before the others start"),
        Stage::Sidecar => Some("starts before the others and runs beside them"),
        _ => None,
    };
    let role = match part.role {
        Role::Service => "a service of its own",
        Role::Helper => "there for what is beside it",
        Role::Toy => "a shell, a tool or a placeholder",
    };
    let role = Some(role).filter(|_| part.container.stage != Stage::Init);
    let lines = [
        ("runs", stage.map(str::to_owned)),
        ("role", role.map(str::to_owned)),
        ("known by", Some(grounds(part))),
        (
            "works",
            part.background.map(|background| background.what.to_owned()),
        ),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            said += &format!("\n- {label}: {}", escaped(&text));
        }
    }
    said
}

/// What tells what it is for.
fn grounds(part: &Part<'_, '_>) -> String {
    let software = part.software.map(|known| known.software.name);
    match (part.grounds, software) {
        (Grounds::Software, Some(name)) => format!("its image, which is that of {name}"),
        (Grounds::Software, None) => "what its command starts".to_owned(),
        (Grounds::Likeness, Some(name)) => {
            format!("the name of its image, which is like that of {name}")
        }
        (Grounds::Likeness, None) => {
            "the name of its image, which is like that of known software".to_owned()
        }
        (Grounds::ImageName, _) => "a word in the name of its image".to_owned(),
        (Grounds::Name, _) => "a word in its own name".to_owned(),
        (Grounds::Nothing, _) => "nothing that says more".to_owned(),
    }
}
