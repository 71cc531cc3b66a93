//! The state of a call for staff.

use wire::HelpCall;

/// A call for staff, and its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffCall {
    /// The message to send. `None` on a kiosk without a number, because staff could not find it.
    pub message: Option<HelpCall>,
    /// Its state.
    pub state: CallState,
}

/// The state of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallState {
    /// It is on its way.
    Calling,
    /// The server has it, and shows it at every desk.
    Heard,
    /// No answer arrived: the traveller has to walk to the desk.
    Lost,
}
