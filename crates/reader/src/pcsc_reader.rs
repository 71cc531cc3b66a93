//! Readers of the system, by PC/SC: pcscd on Linux, Windows' own service.

use crate::card_reader::{CardReader, ChipLost, ChipState};
use pcsc::{
    Card, Context, Error, MAX_BUFFER_SIZE_EXTENDED, Protocols, ReaderState, Scope, ShareMode, State,
};
use std::{
    ffi::{CStr, CString},
    time::Duration,
};

/// Least length of a response.
const STATUS_BYTES: usize = 2;

/// All readers of the system, or one.
pub struct PcscReader {
    /// Part of the reader's name; none for the first reader on which a chip is laid.
    name: Option<String>,
    context: Option<Context>,
    chip: Option<ConnectedChip>,
    buffer: Vec<u8>,
}

/// A chip that no other program can use. Dropping it resets the chip.
struct ConnectedChip {
    card: Card,
    reader: CString,
    /// How often a chip was laid on this reader or taken off, as the service counts.
    changes: u32,
}

impl PcscReader {
    /// The reader whose name contains `name`; the first with a chip if there is no name.
    pub fn new(name: Option<String>) -> Self {
        Self { name, context: None, chip: None, buffer: vec![0; MAX_BUFFER_SIZE_EXTENDED] }
    }

    fn look(&mut self) -> Result<ChipState, Error> {
        let context = match self.context.take() {
            Some(context) => context,
            None => Context::establish(Scope::System)?,
        };
        let context = self.context.insert(context);
        if let Some(chip) = &self.chip {
            let status = status(context, &chip.reader)?;
            if is_present(&status) && status.event_count() == chip.changes {
                return Ok(ChipState::Ready);
            }
            self.chip = None;
            return Ok(ChipState::Empty);
        }
        let mut found = ChipState::NoReader;
        for reader in context.list_readers_owned()? {
            let wanted = self.name.as_deref().unwrap_or_default();
            if !reader.to_string_lossy().contains(wanted) {
                continue;
            }
            found = ChipState::Empty;
            let status = status(context, &reader)?;
            if !is_present(&status) {
                continue;
            }
            // A chip that does not answer yet, or that another program uses, is tried again.
            if let Ok(card) = context.connect(&reader, ShareMode::Exclusive, Protocols::ANY) {
                self.chip = Some(ConnectedChip { card, reader, changes: status.event_count() });
                return Ok(ChipState::Ready);
            }
        }
        Ok(found)
    }
}

/// The state of a reader now.
fn status(context: &Context, reader: &CStr) -> Result<ReaderState, Error> {
    let mut states = [ReaderState::new(reader, State::UNAWARE)];
    context.get_status_change(Duration::ZERO, &mut states)?;
    let [state] = states;
    Ok(state)
}

fn is_present(status: &ReaderState) -> bool {
    status.event_state().contains(State::PRESENT)
}

impl CardReader for PcscReader {
    fn chip_state(&mut self) -> ChipState {
        match self.look() {
            Ok(state) => state,
            // The service ended, or the reader was unplugged. The next look begins anew.
            Err(_) => {
                self.release();
                ChipState::NoReader
            }
        }
    }

    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, ChipLost> {
        let chip = self.chip.as_ref().ok_or(ChipLost)?;
        match chip.card.transmit(command, &mut self.buffer) {
            Ok(response) if response.len() >= STATUS_BYTES => Ok(response.to_vec()),
            // Some drivers report a chip that was pulled as a response of no bytes.
            _ => {
                self.chip = None;
                Err(ChipLost)
            }
        }
    }

    fn release(&mut self) {
        self.chip = None;
        self.context = None;
    }
}
