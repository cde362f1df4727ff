//! Addresses and ranges of addresses, as the API server reads them: no zones, no IPv4 within IPv6. Source: Go's
//! `net/netip`.

use std::any::Any;
use std::net::IpAddr;

use crate::cel::error::Error;
use crate::cel::value::Opaque;

/// An address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address(pub(super) IpAddr);

/// A range of addresses. Its address may have bits behind the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) address: Address,
    /// How many bits of the address the prefix has.
    pub(super) length: u8,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// It is none, or of a kind that is not taken.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let none = || Error::failed(format!("{text:?} is no IP address"));
        let address = text.parse().map_err(|_| none())?;
        match address {
            IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() => Err(Error::failed(format!(
                "the IPv4-mapped IPv6 address {text:?} is not allowed"
            ))),
            address => Ok(Self(address)),
        }
    }

    /// How many bytes it has.
    fn bytes(self) -> u64 {
        match self.0 {
            IpAddr::V4(_) => 4,
            IpAddr::V6(_) => 16,
        }
    }

    /// It as a number, its first bit at the left.
    fn bits(self) -> u128 {
        match self.0 {
            IpAddr::V4(v4) => u128::from(u32::from(v4)) << 96,
            IpAddr::V6(v6) => v6.into(),
        }
    }

    /// Whether both begin with the same bits.
    fn shares(self, other: Self, length: u8) -> bool {
        let same_kind = self.bytes() == other.bytes();
        let differing = self.bits() ^ other.bits();
        same_kind && differing.leading_zeros() >= length.into()
    }
}

impl Range {
    /// Reads a range.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let none = || Error::failed(format!("{text:?} is no range of IP addresses"));
        let (address, length) = text.rsplit_once('/').ok_or_else(none)?;
        let is_number = length.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = is_number && (length.len() == 1 || !length.starts_with('0'));
        let length: u8 = length.parse().ok().filter(|_| is_plain).ok_or_else(none)?;
        let address = Address::parse(address)?;
        match u64::from(length) <= address.bytes() * 8 {
            true => Ok(Self { address, length }),
            false => Err(none()),
        }
    }

    /// Whether an address is within it.
    pub(super) fn has(self, address: Address) -> bool {
        self.address.shares(address, self.length)
    }

    /// Whether a range is within it.
    pub(super) fn has_range(self, other: Self) -> bool {
        self.length <= other.length && self.has(other.address)
    }

    /// It without the bits behind its prefix.
    pub(super) fn masked(self) -> Self {
        let mask = u128::MAX
            .checked_shl(128 - u32::from(self.length))
            .unwrap_or(0);
        let bits = self.address.bits() & mask;
        let address = match self.address.0 {
            IpAddr::V4(_) => IpAddr::V4(((bits >> 96) as u32).into()),
            IpAddr::V6(_) => IpAddr::V6(bits.into()),
        };
        Self {
            address: Address(address),
            ..self
        }
    }
}

impl Opaque for Address {
    fn type_name(&self) -> &'static str {
        "net.IP"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        Ok(other.as_any().downcast_ref() == Some(self))
    }

    fn size(&self) -> u64 {
        self.bytes()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Opaque for Range {
    fn type_name(&self) -> &'static str {
        "net.CIDR"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        Ok(other.as_any().downcast_ref() == Some(self))
    }

    /// Of the prefix.
    fn size(&self) -> u64 {
        self.length.div_ceil(8).into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
