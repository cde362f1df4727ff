//! Endpoint slices, `discovery.k8s.io`, and Endpoints.

use std::net::IpAddr;

use crate::validation::check::Check;
use crate::validation::field::Field;

/// Checks an object of these kinds.
pub(super) fn check(_check: &mut Check<'_, '_>) {}

/// Source: `ValidateEndpointIP`.
pub(super) fn endpoint_ip<'t>(check: &mut Check<'_, 't>, ip: Field<'t>) {
    let Ok(address) = ip.text().parse::<IpAddr>() else {
        return;
    };
    let local = match address {
        IpAddr::V4(v4) => v4.is_link_local() || v4.octets()[..3] == [224, 0, 0],
        IpAddr::V6(v6) => v6.is_unicast_link_local() || v6.segments()[0] & 0xFF0F == 0xFF02,
    };
    if address.is_unspecified() || address.is_loopback() || local {
        check.invalid(
            ip,
            "an address that others can reach: no loopback, link-local or unspecified one",
        );
    }
}
