//! A guard for work that a reload of the page must not interrupt.

use std::rc::Rc;

/// Each clone stands for data that is being written or sent.
#[derive(Clone, Debug, Default)]
pub struct Hold(Rc<()>);

impl Hold {
    /// Whether there is no clone of it.
    pub(super) fn is_alone(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s10_a_holder_is_seen_until_it_lets_go() {
        let hold = Hold::default();
        assert!(hold.is_alone());
        let (one, other) = (hold.clone(), hold.clone());
        drop(one);
        assert!(!hold.is_alone());
        drop(other);
        assert!(hold.is_alone());
    }
}
