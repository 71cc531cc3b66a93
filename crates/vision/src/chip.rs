//! The chip of the document whose page was shown: which command goes to the reader next, and what follows
//! from the answers. Nothing that was read leaves this file but a level and a picture.

use std::{cell::Cell, rc::Rc};

use chacha20::{ChaCha20Rng, rand_core::SeedableRng};
use document::{
    Chip, Conditions, Date, Key, Level, Lost, Mrz, Refusal, RefusalOutcome, Session, Trust, Turn,
    Verified,
};
use protocol::{ChipLevel, Hint};
use wire::DocumentSource;
use zeroize::Zeroizing;

/// How often the document may be laid on the reader.
const TRIES: u8 = 3;

/// What the reader says.
pub(crate) enum ReaderMessage {
    /// A chip is on the reader.
    Ready,
    /// There is none, or contact was lost.
    Empty,
    /// There is no reader.
    NoReader,
    /// The chip's answer to the last command.
    Answer(Vec<u8>),
}

/// What follows from a message of the reader.
pub(crate) enum ChipStep {
    /// Nothing.
    Wait,
    /// The traveller has to do something.
    Tell(Hint),
    /// This command goes to the chip. With it, if that has changed, how much was read, in tenths.
    Transmit(Vec<u8>, Option<u8>),
    /// The photo, and what it is worth.
    Taken(ChipLevel, Zeroizing<Vec<u8>>),
    /// The chip cannot be read. The page's photo counts.
    Unread,
    /// An officer judges the document.
    Refused,
}

type Verdict = Result<Verified, Refusal>;

/// The reading of one chip.
pub(crate) struct ChipReading {
    terms: Rc<Terms>,
    least: Option<ChipLevel>,
    seed: Zeroizing<[u8; 32]>,
    conversation: Option<Session<'static, Verdict>>,
    /// Numbers the conversations: each draws other random numbers.
    conversations: u64,
    /// Which of the keys opens the chip.
    key: usize,
    failures: u8,
    percent: Rc<Cell<u8>>,
    /// What the traveller was told last.
    told: Option<Hint>,
    /// How much was read then, in tenths.
    tenths: u8,
}

/// What does not change while a chip is read.
struct Terms {
    keys: Vec<Mrz>,
    trust: Trust,
    conditions: Conditions,
}

impl ChipReading {
    /// Reads a chip that one of the `keys` opens, the likeliest first. `trust_list` is a file of
    /// `gangway-trust`; without a valid one no signature can be judged. `seed` is secret and random.
    pub(crate) fn new(
        keys: Vec<Mrz>,
        trust_list: &[u8],
        today: [u16; 3],
        least: Option<ChipLevel>,
        seed: Zeroizing<[u8; 32]>,
    ) -> Self {
        let [year, month, day] = today;
        let on = Date { year, month: month as u8, day: day as u8 };
        let trust = Trust::read(trust_list).unwrap_or(Trust { made: on, anchors: Vec::new() });
        let conditions = Conditions { on, signer_may_have_expired: true };
        Self {
            terms: Rc::new(Terms { keys, trust, conditions }),
            least,
            seed,
            conversation: None,
            conversations: 0,
            key: 0,
            failures: 0,
            percent: Rc::default(),
            told: None,
            tenths: 0,
        }
    }

    /// What follows from a message of the reader.
    pub(crate) fn on(&mut self, message: ReaderMessage) -> ChipStep {
        match message {
            ReaderMessage::NoReader => {
                self.conversation = None;
                self.tell(Hint::NoReader)
            }
            ReaderMessage::Empty if self.conversation.is_some() => self.resume(Err(Lost)),
            ReaderMessage::Empty => self.tell(match self.failures {
                0 => Hint::LayDown,
                _ => Hint::LayDownAgain,
            }),
            ReaderMessage::Ready => self.start(),
            ReaderMessage::Answer(answer) => self.resume(Ok(answer)),
        }
    }

    fn tell(&mut self, hint: Hint) -> ChipStep {
        let is_new = self.told.replace(hint) != Some(hint);
        if is_new { ChipStep::Tell(hint) } else { ChipStep::Wait }
    }

    /// Begins a conversation with the chip on the reader.
    fn start(&mut self) -> ChipStep {
        self.conversations += 1;
        self.percent.set(0);
        let mut rng = ChaCha20Rng::from_seed(*self.seed);
        rng.set_stream(self.conversations);
        let (terms, key, percent) = (self.terms.clone(), self.key, self.percent.clone());
        let mut conversation = Session::new(async move |card| {
            let page = terms.keys.get(key).ok_or(Refusal::WrongKey)?;
            let chip = Chip::select(card).await?;
            let chip = chip.unlock(&Key::of_mrz(page), &mut rng).await?;
            let chip = chip.read(&mut rng, |read| percent.set(read)).await?;
            chip.verify(&terms.trust, terms.conditions, Some(page))
        });
        let turn = conversation.start();
        self.conversation = Some(conversation);
        self.follow(turn)
    }

    fn resume(&mut self, answer: Result<Vec<u8>, Lost>) -> ChipStep {
        // An answer to a conversation that has ended.
        let Some(conversation) = &mut self.conversation else { return ChipStep::Wait };
        let turn = conversation.resume(answer);
        self.follow(turn)
    }

    fn follow(&mut self, turn: Turn<Verdict>) -> ChipStep {
        match turn {
            Turn::Transmit(command) => {
                let tenths = (self.percent.get() / 10).min(10);
                let before = (self.told.replace(Hint::Leave), self.tenths);
                self.tenths = tenths;
                let is_new = before != (Some(Hint::Leave), tenths);
                ChipStep::Transmit(command, is_new.then_some(tenths))
            }
            Turn::Done(verdict) => {
                self.conversation = None;
                match verdict {
                    Ok(verified) => self.accept(verified),
                    Err(refusal) => self.recover(refusal),
                }
            }
        }
    }

    fn accept(&self, verified: Verified) -> ChipStep {
        let level = match verified.level() {
            Level::Unverified => ChipLevel::Unverified,
            Level::Signed => ChipLevel::Signed,
            Level::Genuine => ChipLevel::Genuine,
        };
        if Some(level) >= self.least {
            ChipStep::Taken(level, verified.into_portrait().bytes)
        } else {
            ChipStep::Refused
        }
    }

    fn recover(&mut self, refusal: Refusal) -> ChipStep {
        match refusal.outcome() {
            RefusalOutcome::Officer => ChipStep::Refused,
            RefusalOutcome::Unverified => self.give_up(),
            RefusalOutcome::TryAgain if refusal == Refusal::WrongKey => {
                self.key += 1;
                if self.key < self.terms.keys.len() { self.start() } else { self.give_up() }
            }
            RefusalOutcome::TryAgain => {
                self.failures += 1;
                if self.failures == TRIES {
                    self.give_up()
                } else if refusal == Refusal::Lost {
                    self.tell(Hint::LayDownAgain)
                } else {
                    self.start()
                }
            }
        }
    }

    fn give_up(&self) -> ChipStep {
        if self.least.is_none() { ChipStep::Unread } else { ChipStep::Refused }
    }
}

/// The source of a chip's photo, for the message.
pub(crate) fn source(level: ChipLevel) -> DocumentSource {
    match level {
        ChipLevel::Unverified => DocumentSource::ChipUnverified,
        ChipLevel::Signed => DocumentSource::ChipSigned,
        ChipLevel::Genuine => DocumentSource::ChipGenuine,
    }
}

#[cfg(test)]
mod tests;
