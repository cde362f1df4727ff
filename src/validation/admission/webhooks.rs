//! Webhooks that the API server asks.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::FULL_NAME;
use crate::validation::selectors::label_selector;
use crate::validation::webhook_client::{client_config, review_versions};

use super::{FAILURE_POLICIES, MATCH_POLICIES, REINVOCATION_POLICIES, rules};

/// A `MutatingWebhookConfiguration` or a `ValidatingWebhookConfiguration`.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let webhooks = check.root().get("webhooks");
    for webhook in webhooks.items() {
        self::webhook(check, webhook);
        let versions = webhook.get("admissionReviewVersions");
        review_versions(check, versions, "admissionReviewVersions: [v1]");
    }
    check.unique(webhooks.items().map(|webhook| webhook.get("name")));
}

fn webhook<'t>(check: &mut Check<'_, 't>, webhook: Field<'t>) {
    check.required_format(webhook.get("name"), &FULL_NAME);
    for rule in webhook.get("rules").items() {
        rules::rule_with_operations(check, rule);
    }
    check.one_of_set(webhook.get("failurePolicy"), &FAILURE_POLICIES);
    check.one_of_set(webhook.get("matchPolicy"), &MATCH_POLICIES);
    let effects = webhook.get("sideEffects");
    if effects.is_set() {
        check.one_of_set(effects, &["None", "NoneOnDryRun"]);
    } else {
        check.required(effects, "sideEffects: None");
    }
    check.range(webhook.get("timeoutSeconds"), 1, 30);
    label_selector(check, webhook.get("namespaceSelector"));
    label_selector(check, webhook.get("objectSelector"));
    check.one_of_set(
        webhook.get_if_defined("reinvocationPolicy"),
        &REINVOCATION_POLICIES,
    );
    client_config(check, webhook.get("clientConfig"));
    super::match_conditions(check, webhook.get("matchConditions"));
    super::expressions::of_webhook(check, webhook);
}
