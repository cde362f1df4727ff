//! Addresses: of hosts, and of the hardware in them.

use std::net::{IpAddr, Ipv6Addr};

/// An IP address, in which numbers may have leading zeros.
pub(crate) fn loose_ip(text: &str) -> Option<IpAddr> {
    let is_sign = |c: char| ".:".contains(c);
    let bare = |part: &str| {
        let number = part.trim_end_matches(is_sign);
        let last = number.len().saturating_sub(1);
        let zeros = number.len() - number.trim_start_matches('0').len();
        part[zeros.min(last)..].to_owned()
    };
    let plain = || text.split_inclusive(is_sign).map(bare).collect::<String>();
    text.parse().or_else(|_| plain().parse()).ok()
}

/// A range of IP addresses, in which bits behind the prefix may be set: the first address, and how many bits they
/// share.
pub(crate) fn loose_cidr(text: &str) -> Option<(IpAddr, u8)> {
    let (ip, bits) = text.split_once('/')?;
    let is_number = bits.bytes().all(|byte| byte.is_ascii_digit());
    let bits: u8 = bits.parse().ok().filter(|_| is_number)?;
    let first = match loose_ip(ip)? {
        IpAddr::V4(ip) => {
            let rest = 32_u32.checked_sub(bits.into())?;
            IpAddr::V4((u32::from(ip) & u32::MAX.checked_shl(rest).unwrap_or(0)).into())
        }
        IpAddr::V6(ip) => {
            let rest = 128_u32.checked_sub(bits.into())?;
            IpAddr::V6((u128::from(ip) & u128::MAX.checked_shl(rest).unwrap_or(0)).into())
        }
    };
    Some((first, bits))
}

/// An address that is written with dots, one of IPv4 within IPv6 among them.
pub(super) fn is_ipv4(text: &str) -> bool {
    text.contains('.') && loose_ip(text).is_some()
}

pub(super) fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// The address of hardware: 6, 8 or 20 bytes, with a sign between them, dots between each two, or nothing.
pub(super) fn is_mac(text: &str) -> bool {
    let sign = match (text.as_bytes().get(2), text.as_bytes().get(4)) {
        (Some(&(b':' | b'-')), _) => text.chars().nth(2),
        (_, Some(b'.')) => Some('.'),
        _ => None,
    };
    let parts: Vec<&str> = match sign {
        Some(sign) => text.split(sign).collect(),
        None => vec![text],
    };
    let is_hexadecimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let of_part = match sign {
        Some('.') => 4,
        Some(_) => 2,
        None => text.len(),
    };
    let mut well = parts.iter();
    let well = well.all(|part| part.len() == of_part && is_hexadecimal(part));
    well && matches!(of_part * parts.len(), 12 | 16 | 40)
}
