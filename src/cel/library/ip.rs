//! IP addresses: `ip('10.0.0.1').isLoopback()`.

use std::net::IpAddr;

use super::address::Address;
use super::costs::{PARSED, PARSED_TWICE};
use super::take::{opaque, own, text};
use crate::cel::error::Error;
use crate::cel::function::{Call, Function, Overload};
use crate::cel::types::Type;
use crate::cel::value::Value;

/// The type of an address.
pub(super) const IP: Type = Type::Opaque("net.IP");

/// The minor version of Kubernetes that has addresses.
const SINCE: u8 = 30;

/// Functions of IP addresses.
pub(super) static IPS: &[Function] = &[
    Function {
        name: "ip",
        overloads: &[
            Overload::function("string_to_ip", &[Type::String], IP, |_, of| {
                Ok(opaque(Address::parse(text(of, 0)?)?))
            })
            .costing(PARSED)
            .since(SINCE),
        ],
    },
    Function {
        name: "isIP",
        overloads: &[
            Overload::function("is_ip", &[Type::String], Type::Bool, |_, of| {
                Ok(Value::Bool(Address::parse(text(of, 0)?).is_ok()))
            })
            .costing(PARSED)
            .since(SINCE),
        ],
    },
    Function {
        name: "ip.isCanonical",
        overloads: &[Overload::function(
            "ip_is_canonical",
            &[Type::String],
            Type::Bool,
            |_, of| {
                let text = text(of, 0)?;
                Ok(Value::Bool(Address::parse(text)?.0.to_string() == text))
            },
        )
        .costing(PARSED_TWICE)
        .since(SINCE)],
    },
    Function {
        name: "family",
        overloads: &[Overload::method("ip_family", &[IP], Type::Int, |_, of| {
            Ok(Value::Int(if address(of)?.is_ipv4() { 4 } else { 6 }))
        })
        .since(SINCE)],
    },
    Function {
        name: "isUnspecified",
        overloads: &[predicate("ip_is_unspecified", |_, of| {
            Ok(Value::Bool(address(of)?.is_unspecified()))
        })],
    },
    Function {
        name: "isLoopback",
        overloads: &[predicate("ip_is_loopback", |_, of| {
            Ok(Value::Bool(address(of)?.is_loopback()))
        })],
    },
    Function {
        name: "isLinkLocalMulticast",
        overloads: &[predicate("ip_is_link_local_multicast", |_, of| {
            Ok(Value::Bool(match address(of)? {
                IpAddr::V4(v4) => v4.octets()[..3] == [224, 0, 0],
                IpAddr::V6(v6) => v6.segments()[0] & 0xff0f == 0xff02,
            }))
        })],
    },
    Function {
        name: "isLinkLocalUnicast",
        overloads: &[predicate("ip_is_link_local_unicast", |_, of| {
            Ok(Value::Bool(is_link_local(address(of)?)))
        })],
    },
    Function {
        name: "isGlobalUnicast",
        overloads: &[predicate("ip_is_global_unicast", |_, of| {
            let address = address(of)?;
            let is_broadcast = matches!(address, IpAddr::V4(v4) if v4.is_broadcast());
            let is_other = address.is_unspecified()
                || address.is_loopback()
                || address.is_multicast()
                || is_link_local(address);
            Ok(Value::Bool(!is_broadcast && !is_other))
        })],
    },
    Function {
        name: "string",
        overloads: &[
            Overload::function("ip_to_string", &[IP], Type::String, |_, of| {
                Ok(Value::text(address(of)?.to_string()))
            })
            .since(SINCE),
        ],
    },
];

const fn predicate(id: &'static str, call: Call) -> Overload {
    Overload::method(id, &[IP], Type::Bool, call).since(SINCE)
}

fn address(operands: &[Value<'_>]) -> Result<IpAddr, Error> {
    Ok(own::<Address>(operands, 0)?.0)
}

fn is_link_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    }
}
