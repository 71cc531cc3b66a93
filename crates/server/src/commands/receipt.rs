//! `gangway-server receipt`: whether a traveller's receipt belongs to a stored result.

use std::fmt;

use clap::Args;
use wire::{NotAReceipt, Receipt, ResultMessage};

use crate::{Error, config::DatabaseArgs};

/// What is asked.
#[derive(Args, Clone, Debug)]
pub struct ReceiptCommand {
    /// The text of the receipt, or the address that its QR code holds
    text: String,

    /// Where the results are; they are read and not changed
    #[command(flatten)]
    database: DatabaseArgs,
}

/// The result of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// This result is stored exactly as it was when the receipt was made.
    Genuine(ResultMessage),
    /// The text is no receipt.
    NotAReceipt(NotAReceipt),
    /// It is a receipt, and no result with its id is stored.
    Unknown,
    /// These results have its id, one for each kiosk that used it, and it belongs to none of them.
    Changed(Vec<ResultMessage>),
}

impl ReceiptCommand {
    /// Looks for the result. Needs neither a network nor a running server.
    pub async fn examine(self) -> Result<Finding, Error> {
        let receipt = match receipt_text(&self.text).parse::<Receipt>() {
            Ok(receipt) => receipt,
            Err(reason) => return Ok(Finding::NotAReceipt(reason)),
        };
        let store = self.database.inspect().await?;
        let results = store.with_id(receipt.id).await;
        store.close().await;
        let results: Vec<_> = results?.into_iter().map(|stored| stored.message).collect();
        let genuine = results.iter().copied().find(|result| receipt.matches(result));
        Ok(match genuine {
            Some(result) => Finding::Genuine(result),
            None if results.is_empty() => Finding::Unknown,
            None => Finding::Changed(results),
        })
    }
}

/// The receipt in an address such as `https://port.example/t#GANGWAY1:...`, or the text itself.
fn receipt_text(text: &str) -> &str {
    text.rsplit_once("/t#").map_or(text, |(_, receipt)| receipt)
}

impl Finding {
    /// The command's exit code: 0 for a genuine receipt, 3 to 5 for the others. 1 says that the
    /// file cannot be read, 2 that the command was not understood.
    pub fn code(&self) -> u8 {
        match self {
            Self::Genuine(_) => 0,
            Self::NotAReceipt(_) => 3,
            Self::Unknown => 4,
            Self::Changed(_) => 5,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Genuine(result) => {
                write!(f, "Genuine: this result is stored as it was sent.\n{}", result.to_json())
            }
            Self::NotAReceipt(reason) => write!(f, "Not a receipt: {reason}."),
            Self::Unknown => f.write_str("Well formed, but no result with this id is stored here."),
            Self::Changed(results) => {
                f.write_str(
                    "Changed: what is stored with this id is not what the receipt was made of.",
                )?;
                results.iter().try_for_each(|result| write!(f, "\n{}", result.to_json()))
            }
        }
    }
}
