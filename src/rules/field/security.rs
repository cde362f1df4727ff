//! What is asked of fields for the sake of security.

use super::{containers, objects, pods, running};
use crate::rules::Check::Field;
use crate::rules::registry::rules;

rules! { pub(in crate::rules) SECURITY:
    "privileged-container" => [Field(&containers("securityContext.privileged").is_not("true")
        .says("runs privileged", "run privileged")
        .here("all of the node is open to it", "")
        .note("a privileged container has every capability and every device of its node: whoever breaks out of the program owns the node")
        .help("leave `privileged` out, and add under `securityContext.capabilities` what the program needs of the node"))],
    "host-pid" => [Field(&pods("hostPID").is_not("true")
        .says("shares the processes of its node", "")
        .here("every process of the node is seen", "")
        .note("a container that sees the processes of its node reads their arguments and environment, and as root it can signal and trace them")
        .help("leave `hostPID` out; containers of one pod see each other with `shareProcessNamespace: true`"))],
    "service-external-ips" => [Field(&objects(&[("", "Service")], "spec.externalIPs[]").is_absent()
        .says("takes an address that is not its own: {}", "")
        .note("every node sends what goes to such an address to the pods of this Service, whoever it belongs to (CVE-2020-8554)")
        .help("leave `externalIPs` out, and give the Service an address with `type: LoadBalancer` or a Gateway"))],
    "writable-root-filesystem" => [Field(&running("securityContext.readOnlyRootFilesystem").is("true")
        .only(|place| place.is_linux())
        .says("can write to the file system of its image", "can write to the file systems of their images")
        .here("not read-only", "no `readOnlyRootFilesystem: true`")
        .note("what is written into a container is lost with it, and an attacker can leave programs there")
        .help("write `readOnlyRootFilesystem: true` under `securityContext`, and mount an `emptyDir` where the program writes"))],
}
