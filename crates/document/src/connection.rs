//! The conversation with the chip: in the clear first, then through secure messaging.

use crate::{
    card::{Card, Command, Response, SUCCESS},
    channel::Channel,
    refusal::{Refusal, Step},
};

/// A chip, and the channel once there is one.
pub(crate) struct Connection<C> {
    card: C,
    channel: Option<Channel>,
}

impl<C> Connection<C> {
    /// In the clear.
    pub(crate) fn new(card: C) -> Self {
        Self { card, channel: None }
    }

    /// Ends the conversation; the session keys are erased.
    pub(crate) fn into_card(self) -> C {
        self.card
    }
}

impl<C: Card> Connection<C> {
    /// From now on all commands are protected by these keys.
    pub(crate) fn protect(&mut self, channel: Channel) {
        self.channel = Some(channel);
    }

    /// True once there is a channel.
    pub(crate) fn is_protected(&self) -> bool {
        self.channel.is_some()
    }

    /// Sends a command, whatever the status of the response.
    pub(crate) async fn send(
        &mut self,
        step: Step,
        command: &Command,
    ) -> Result<Response, Refusal> {
        match &mut self.channel {
            None => Response::decode(&self.card.transmit(&command.encode()).await?),
            Some(channel) => {
                let wrapped = channel.wrap(command);
                channel.unwrap(step, &self.card.transmit(&wrapped).await?)
            }
        }
    }

    /// Sends a command that must succeed.
    pub(crate) async fn demand(
        &mut self,
        step: Step,
        command: &Command,
    ) -> Result<Vec<u8>, Refusal> {
        let response = self.send(step, command).await?;
        match response.status {
            SUCCESS => Ok(response.data),
            status => Err(Refusal::Status { step, status }),
        }
    }
}
