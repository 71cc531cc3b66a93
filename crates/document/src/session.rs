//! A conversation in steps, for a caller that cannot wait: a worker that gets answers as messages.

use crate::card::{Card, Lost};
use std::{
    cell::RefCell,
    fmt,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// What the caller does next.
pub enum Turn<T> {
    /// Send this command to the chip and pass its answer to [`Session::resume`].
    Transmit(Vec<u8>),
    /// The conversation is over.
    Done(T),
}

/// The command that waits to be sent, or the answer that waits to be read.
#[derive(Default)]
struct Exchange {
    command: Option<Vec<u8>>,
    answer: Option<Result<Vec<u8>, Lost>>,
}

/// The chip as the protocols see it: [`Session`] carries its commands and answers.
pub struct Relay(Rc<RefCell<Exchange>>);

impl Card for Relay {
    async fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Lost> {
        self.0.borrow_mut().command = Some(command.to_vec());
        std::future::poll_fn(|_| match self.0.borrow_mut().answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        })
        .await
    }
}

/// A conversation with a chip that runs from answer to answer, without a timer and without input or output.
pub struct Session<'a, T> {
    future: Pin<Box<dyn Future<Output = T> + 'a>>,
    exchange: Rc<RefCell<Exchange>>,
}

impl<T> fmt::Debug for Session<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Session")
    }
}

impl<'a, T> Session<'a, T> {
    /// The conversation that `run` holds with the chip. [`Session::start`] begins it.
    pub fn new<F: Future<Output = T> + 'a>(run: impl FnOnce(Relay) -> F) -> Self {
        let exchange = Rc::new(RefCell::new(Exchange::default()));
        let future = Box::pin(run(Relay(Rc::clone(&exchange))));
        Self { future, exchange }
    }

    /// The first command.
    pub fn start(&mut self) -> Turn<T> {
        self.advance()
    }

    /// The next command after this answer, or after the loss of contact.
    pub fn resume(&mut self, answer: Result<Vec<u8>, Lost>) -> Turn<T> {
        self.exchange.borrow_mut().answer = Some(answer);
        self.advance()
    }

    fn advance(&mut self) -> Turn<T> {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            match self.future.as_mut().poll(&mut context) {
                Poll::Ready(outcome) => return Turn::Done(outcome),
                Poll::Pending => {
                    if let Some(command) = self.exchange.borrow_mut().command.take() {
                        return Turn::Transmit(command);
                    }
                    // Only a future that waits for something else than the chip gets here; the protocols
                    // have none, and the chip counts as lost.
                    self.exchange.borrow_mut().answer = Some(Err(Lost));
                }
            }
        }
    }

    /// Runs the conversation with a chip that answers at once.
    pub fn run(mut self, mut card: impl FnMut(&[u8]) -> Result<Vec<u8>, Lost>) -> T {
        let mut turn = self.start();
        loop {
            match turn {
                Turn::Done(outcome) => return outcome,
                Turn::Transmit(command) => turn = self.resume(card(&command)),
            }
        }
    }
}
