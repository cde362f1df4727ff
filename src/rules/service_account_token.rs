//! `service-account-token-mounted`: see the page.

use crate::diagnostic::Diagnostic;
use crate::rules::RunContext;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for workload in run.workloads() {
        let account = &*workload.is.account;
        let of_account = || {
            run.neighbours
                .account(workload.resource, account)?
                .is
                .mounts_token
        };
        if workload.is.mounts_token.or_else(of_account) == Some(false) {
            continue;
        }
        let name = workload.name();
        found.push(
            run.diagnostic(&workload, &workload.place(), format!("the pods of `{name}` have a token of the ServiceAccount `{account}`"))
                .here("mounted unless it says otherwise")
                .note("whoever gets into a container asks the API server with that token, in the name of the account")
                .help("write `automountServiceAccountToken: false` in the pod's `spec`, unless it asks the API server"),
        );
    }
}
