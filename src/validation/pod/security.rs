//! Security contexts of pods and containers. Source: `validatePodSpecSecurityContext` and
//! `ValidateSecurityContext`.

use super::paths::descending_path;
use super::spec::Pod;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::DNS_SUBDOMAIN;
use crate::validation::versions::SELINUX_MOUNT;

/// User and group IDs have 31 bits.
const MOST_ID: i64 = i32::MAX as i64;

/// The types of seccomp and AppArmor profiles.
const PROFILES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

/// `securityContext` of a pod.
pub(super) fn pod_security_context<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>) {
    let context = pod.spec.get("securityContext");
    for name in ["fsGroup", "runAsUser", "runAsGroup"] {
        check.range(context.get(name), 0, MOST_ID);
    }
    for group in context.get("supplementalGroups").items() {
        check.range(group, 0, MOST_ID);
    }
    let share = pod.spec.get("shareProcessNamespace");
    if share.flag() && pod.spec.get("hostPID").flag() {
        check.conflict(
            share,
            "the pod can have one process namespace: the host's, or one that its containers share",
            "leave `hostPID` or `shareProcessNamespace` out",
        );
    }
    sysctls(check, pod, context.get("sysctls"));
    let policies = ["Always", "OnRootMismatch"];
    strict(check, context.get("fsGroupChangePolicy"), &policies);
    seccomp(check, context.get("seccompProfile"));
    windows_options(check, context.get("windowsOptions"));
    app_armor(check, context.get("appArmorProfile"));
    let policies = ["Merge", "Strict"];
    strict(check, context.get("supplementalGroupsPolicy"), &policies);
    let policies = match check.has(&SELINUX_MOUNT) {
        true => &["MountOption", "Recursive"][..],
        false => &["Recursive"],
    };
    strict(check, context.get("seLinuxChangePolicy"), policies);
}

/// A value out of a closed set that does not hold "".
fn strict<'t>(check: &mut Check<'_, 't>, field: Field<'t>, allowed: &[&str]) {
    if field
        .str()
        .is_some_and(|text| !allowed.contains(&text.as_ref()))
    {
        check.unsupported(field, allowed);
    }
}

/// `securityContext` of a container.
pub(super) fn security_context<'t>(
    check: &mut Check<'_, 't>,
    context: Field<'t>,
    host_users: bool,
) {
    if !context.is_set() {
        return;
    }
    for name in ["runAsUser", "runAsGroup"] {
        check.range(context.get(name), 0, MOST_ID);
    }
    let mount = context.get("procMount");
    strict(check, mount, &["Default", "Unmasked"]);
    if host_users && mount.is("Unmasked") {
        check.conflict(
            mount,
            "an unmasked `/proc` needs a user namespace of its own",
            "hostUsers: false",
        );
    }
    seccomp(check, context.get("seccompProfile"));
    escalation(check, context);
    windows_options(check, context.get("windowsOptions"));
    app_armor(check, context.get("appArmorProfile"));
}

/// What gives privileges makes `allowPrivilegeEscalation: false` a contradiction.
fn escalation<'t>(check: &mut Check<'_, 't>, context: Field<'t>) {
    let escalation = context.get("allowPrivilegeEscalation");
    if escalation.bool() != Some(false) {
        return;
    }
    let place = context.shown_at(escalation.place());
    if context.get("privileged").flag() {
        check.conflict(
            place,
            "`allowPrivilegeEscalation: false` contradicts `privileged: true`",
            "leave one of them out",
        );
    }
    let mut added = context.at(&["capabilities", "add"]).items();
    if added.any(|capability| capability.is("CAP_SYS_ADMIN")) {
        check.conflict(
            place,
            "`allowPrivilegeEscalation: false` contradicts the capability `CAP_SYS_ADMIN`",
            "leave one of them out",
        );
    }
}

/// Source: `validateSeccompProfileField`.
fn seccomp<'t>(check: &mut Check<'_, 't>, profile: Field<'t>) {
    if !profile.is_set() {
        return;
    }
    check.required_one_of(profile.get("type"), &PROFILES);
    let file = profile.get("localhostProfile");
    match (profile.get("type").is("Localhost"), file.is_set()) {
        (true, false) => check.required(file, "localhostProfile: profiles/audit.json"),
        (true, true) => descending_path(check, file),
        (false, true) => check.conflict(
            file,
            "only a profile of type `Localhost` has a `localhostProfile`",
            "type: Localhost",
        ),
        (false, false) => {}
    }
}

/// Source: `ValidateAppArmorProfileField`.
fn app_armor<'t>(check: &mut Check<'_, 't>, profile: Field<'t>) {
    if !profile.is_set() {
        return;
    }
    check.required_one_of(profile.get("type"), &PROFILES);
    let name = profile.get("localhostProfile");
    let text = name.text();
    match profile.get("type").text().as_ref() {
        "Localhost" => {
            if text.trim() != text {
                check.invalid(name, "a name without blanks around it");
            } else if name.is_empty() {
                check.required(name, "localhostProfile: my-profile");
            }
            if text.len() > 4095 {
                check.too_long(name, 4095, "characters");
            }
        }
        "RuntimeDefault" | "Unconfined" if name.is_set() => check.conflict(
            name,
            "only a profile of type `Localhost` has a `localhostProfile`",
            "type: Localhost",
        ),
        _ => {}
    }
}

/// Source: `validateSysctls`.
fn sysctls<'t>(check: &mut Check<'_, 't>, pod: &Pod<'t>, sysctls: Field<'t>) {
    check.unique(
        sysctls
            .items()
            .map(|sysctl| sysctl.get("name"))
            .filter(|name| is_sysctl(&name.text())),
    );
    for sysctl in sysctls.items() {
        let name = sysctl.get("name");
        let text = name.text();
        if name.is_empty() {
            check.required(name, "name: net.core.somaxconn");
        } else if !is_sysctl(&text) {
            check.invalid(
                name,
                "the name of a kernel parameter, like `net.core.somaxconn`",
            );
        }
        for (host, namespaces) in [("hostNetwork", &["net"][..]), ("hostIPC", &["ipc"][..])] {
            if pod.spec.get(host).flag() && namespaces.contains(&sysctl_namespace(&text)) {
                let message = format!("`{text}` would be the host's, because of `{host}: true`");
                check.conflict(name, message, "leave one of them out");
            }
        }
    }
}

/// Parts of lower-case letters, digits, `-` and `_`, separated by `.` or `/`.
fn is_sysctl(name: &str) -> bool {
    let part = |part: &str| {
        let ends = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        let bytes = part.as_bytes();
        let inner =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        ends(bytes.first()) && ends(bytes.last()) && part.bytes().all(inner)
    };
    name.len() <= 253 && name.split(['.', '/']).all(part)
}

/// The kernel namespace that a parameter belongs to. Source: `component-helpers/node/util/sysctl`.
fn sysctl_namespace(name: &str) -> &'static str {
    let name = name.replace('/', ".");
    let ipc = ["kernel.sem", "kernel.shm", "kernel.msg", "fs.mqueue."];
    if name.starts_with("net.") {
        "net"
    } else if ipc.iter().any(|prefix| name.starts_with(prefix)) {
        "ipc"
    } else {
        ""
    }
}

/// Source: `validateWindowsSecurityContextOptions`.
fn windows_options<'t>(check: &mut Check<'_, 't>, options: Field<'t>) {
    check.format_if_set(options.get("gmsaCredentialSpecName"), &DNS_SUBDOMAIN);
    let credentials = options.get("gmsaCredentialSpec");
    if credentials.is_set() && !(1..=64 * 1024).contains(&credentials.text().len()) {
        check.invalid(credentials, "a text of up to 64 KiB");
    }
    let user = options.get("runAsUserName");
    if user.str().is_some_and(|text| !is_windows_user(&text)) {
        check.invalid(
            user,
            "a Windows user, like `ContainerUser` or `DOMAIN\\user`",
        );
    }
}

/// A user of up to 104 characters, perhaps behind a domain and a backslash.
fn is_windows_user(text: &str) -> bool {
    let (domain, user) = match text.split_once('\\') {
        Some((domain, user)) => (Some(domain), user),
        None => (None, text),
    };
    let bad = |c: char| c.is_ascii_control() || "\"/\\:;|=,+*?<>@[]".contains(c);
    let user_fits = (1..=104).contains(&user.len())
        && !user.contains(bad)
        && !user.chars().all(|c| c == '.' || c == ' ');
    user_fits && domain.is_none_or(is_windows_domain)
}

/// A NetBIOS name or a DNS name.
fn is_windows_domain(domain: &str) -> bool {
    let count = domain.chars().count();
    let net_bios = (1..=15).contains(&count)
        && !domain.starts_with('.')
        && !domain.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|']);
    let dns = domain.split('.').all(|label| {
        let label = label.to_ascii_lowercase();
        crate::validation::formats::is_dns_label(&label)
    });
    domain.len() < 256 && !domain.contains(|c: char| c.is_ascii_control()) && (net_bios || dns)
}
