//! The one way in which the programs take a lock.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes a lock, poisoned or not.
///
/// A panic ends a program that is handed out (`panic = "abort"` in its profiles), so that no lock of
/// such a program is ever poisoned. Only tests and debug builds unwind. There the next user takes
/// the value as it stands: values behind locks are replaced as a whole, and the store's transactions
/// leave nothing half done.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
