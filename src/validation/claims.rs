//! Persistent volume claims and their specs, wherever they stand. Source:
//! `ValidatePersistentVolumeClaimSpec`.

use crate::quantity::Quantity;
use crate::validation::check::{Check, Dropped};
use crate::validation::field::Field;
use crate::validation::formats::{DNS_LABEL, DNS_SUBDOMAIN};
use crate::validation::pod;
use crate::validation::selectors;

/// Checks a PersistentVolumeClaim.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    persistent_volume_claim_spec(check, spec);
}

/// A `PersistentVolumeClaimTemplate`, as ephemeral volumes hold it.
pub(super) fn persistent_volume_claim_template<'t>(check: &mut Check<'_, 't>, template: Field<'t>) {
    pod::template_metadata(check, template.get("metadata"));
    persistent_volume_claim_spec(check, template.get("spec"));
}

/// A `PersistentVolumeClaimSpec`.
pub(super) fn persistent_volume_claim_spec<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    access_modes(check, spec.get("accessModes"));
    selectors::label_selector(check, spec.get("selector"));
    storage_request(check, spec.at(&["resources", "requests"]));
    check.format(spec.get("storageClassName"), &DNS_SUBDOMAIN);
    volume_mode(check, spec.get("volumeMode"));
    check.format(spec.get("volumeAttributesClassName"), &DNS_SUBDOMAIN);
    data_sources(check, spec);
}

/// What the volume is filled from, which two fields may say. Source: `DropDisabledFields`,
/// `EnforceDataSourceBackwardsCompatibility` and `ValidatePersistentVolumeClaimSpec`.
fn data_sources<'t>(check: &mut Check<'_, 't>, spec: Field<'t>) {
    let (source, reference) = (spec.get("dataSource"), spec.get("dataSourceRef"));
    let is_claim = check.object.kind == "PersistentVolumeClaim";
    let is_elsewhere = is_claim && !reference.get("namespace").is_empty();
    if is_elsewhere {
        let gate = "CrossNamespaceVolumeDataSource";
        let dropped = Dropped::by_gate(reference, "dataSourceRef", gate, None);
        check.dropped(vec![dropped]);
    }
    let refers = reference.is_set() && !is_elsewhere;
    if source.is_set() && is_claim && !refers && !is_known_source(source) {
        let message = "`dataSource` takes a PersistentVolumeClaim or a VolumeSnapshot; the API server drops anything else";
        let dropped = Dropped {
            field: source,
            message: message.to_owned(),
            note: None,
            help: "name it in `dataSourceRef`".to_owned(),
        };
        return check.dropped(vec![dropped]);
    }
    if source.is_set() {
        data_source(check, source);
    }
    if refers {
        data_source(check, reference);
        check.format(reference.get("namespace"), &DNS_LABEL);
    }
    let differs = ["apiGroup", "kind", "name"].iter().any(|name| {
        let (a, b) = (source.get(name), reference.get(name));
        a.is_set() != b.is_set() || a.text() != b.text()
    });
    if source.is_set() && refers && differs {
        let message = "`dataSource` and `dataSourceRef` name different things";
        check.conflict(spec, message, "leave one of them out");
    }
}

/// Source: `dataSourceIsPvcOrSnapshot`.
fn is_known_source(source: Field<'_>) -> bool {
    let (group, kind) = (source.get("apiGroup").text(), source.get("kind").text());
    matches!(
        (group.as_ref(), kind.as_ref()),
        ("", "PersistentVolumeClaim") | ("snapshot.storage.k8s.io", "VolumeSnapshot")
    )
}

/// The ways to mount a volume, of a claim or of the volume itself.
pub(super) fn access_modes<'t>(check: &mut Check<'_, 't>, modes: Field<'t>) {
    let known = [
        "ReadOnlyMany",
        "ReadWriteMany",
        "ReadWriteOnce",
        "ReadWriteOncePod",
    ];
    if modes.is_empty() {
        check.required(modes, "accessModes: [ReadWriteOnce]");
    }
    let (mut alone, mut others) = (false, false);
    for mode in modes.items() {
        let text = mode.text();
        if mode.is_text() && !known.contains(&text.as_ref()) {
            check.unsupported(modes.shown_at(mode.place()), &known);
        } else {
            alone |= text == "ReadWriteOncePod";
            others |= text != "ReadWriteOncePod";
        }
    }
    if alone && others {
        check.forbidden(modes, "to `ReadWriteOncePod` and another mode");
    }
}

/// `volumeMode`, of a claim or of a volume.
pub(super) fn volume_mode<'t>(check: &mut Check<'_, 't>, mode: Field<'t>) {
    let known = ["Block", "Filesystem"];
    if mode
        .str()
        .is_some_and(|text| !known.contains(&text.as_ref()))
    {
        check.unsupported(mode, &known);
    }
}

fn storage_request<'t>(check: &mut Check<'_, 't>, requests: Field<'t>) {
    let mut entries = requests.entries();
    match entries.find(|(key, _)| key.as_key() == "storage") {
        None => check.required(requests.get("[storage]"), "storage: 10Gi"),
        Some((_, amount)) => positive(check, amount),
    }
}

/// An amount that must be above 0; null is 0.
pub(super) fn positive<'t>(check: &mut Check<'_, 't>, amount: Field<'t>) {
    if amount
        .entry_quantity()
        .is_some_and(|amount| amount <= Quantity::ZERO)
    {
        check.invalid(amount, "an amount above 0");
    }
}

/// What the volume is filled from. Source: `validateDataSource`.
fn data_source<'t>(check: &mut Check<'_, 't>, source: Field<'t>) {
    let (kind, group) = (source.get("kind"), source.get("apiGroup"));
    for (name, example) in [("name", "my-claim"), ("kind", "PersistentVolumeClaim")] {
        if source.get(name).is_empty() {
            check.required(source.get(name), &format!("{name}: {example}"));
        }
    }
    if group.is_empty() && !kind.is("PersistentVolumeClaim") {
        let message = "without an `apiGroup` the source is a PersistentVolumeClaim";
        check.conflict(source, message, "kind: PersistentVolumeClaim");
    }
    check.format(group, &DNS_SUBDOMAIN);
}
