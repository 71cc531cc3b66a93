//! Days of the calendar: all that validity is judged by.

use crate::tlv::{Tlv, TlvError};

const UTC_TIME: u32 = 0x17;
const GENERALIZED_TIME: u32 = 0x18;

/// A day. The crate has no clock; the caller says which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Four digits.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// The day in a UTCTime or GeneralizedTime of a certificate.
    ///
    /// # Errors
    /// If the object is neither, or its digits are no date.
    pub fn from_tlv(time: &Tlv<'_>) -> Result<Self, TlvError> {
        match time.tag {
            UTC_TIME => {
                let year = two_digits(time.value, 0)?;
                // RFC 5280 section 4.1.2.5.1.
                let century = if year < 50 { 2000 } else { 1900 };
                Self::checked(century + u16::from(year), time.value, 2)
            }
            GENERALIZED_TIME => {
                let year = u16::from(two_digits(time.value, 0)?) * 100;
                let year = year + u16::from(two_digits(time.value, 2)?);
                Self::checked(year, time.value, 4)
            }
            _ => Err(TlvError),
        }
    }

    /// The date of expiry in an MRZ, `YYMMDD`, which lies in this century.
    ///
    /// # Errors
    /// If the digits are no date.
    pub(crate) fn from_mrz(digits: &[u8]) -> Result<Self, TlvError> {
        Self::checked(2000 + u16::from(two_digits(digits, 0)?), digits, 2)
    }

    fn checked(year: u16, digits: &[u8], at: usize) -> Result<Self, TlvError> {
        let (month, day) = (two_digits(digits, at)?, two_digits(digits, at + 2)?);
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        if is_date { Ok(Self { year, month, day }) } else { Err(TlvError) }
    }

    /// As a number, `YYYYMMDD`: the form in a trust list.
    pub fn to_number(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }

    /// The inverse of [`Self::to_number`].
    pub fn from_number(number: u32) -> Option<Self> {
        let year = u16::try_from(number / 10_000).ok()?;
        let (month, day) = ((number / 100 % 100) as u8, (number % 100) as u8);
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then_some(Self { year, month, day })
    }
}

fn two_digits(text: &[u8], at: usize) -> Result<u8, TlvError> {
    match text.get(at..at + 2) {
        Some(&[a @ b'0'..=b'9', b @ b'0'..=b'9']) => Ok((a - b'0') * 10 + (b - b'0')),
        _ => Err(TlvError),
    }
}
