//! Background work. Of several server processes, the lease holder does each task.

mod delivery_worker;
mod sweeper;
mod wait_monitor;

pub use delivery_worker::DeliveryWorker;
pub use sweeper::Sweeper;
pub use wait_monitor::WaitMonitor;
