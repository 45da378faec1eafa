//! The vector that is written to: behind a reference for the fixed part, taken for the floating one.
//!
//! To take a vector and give it back costs some nanoseconds, which a message without floating fields
//! need not pay. Each floating field, though, would have to look up a vector behind a reference.
//! A panic of a type that a user has implemented would leave the caller an empty vector.

use alloc::vec::Vec;
use core::mem;
use core::ops::{Deref, DerefMut};

use super::{FastWriter, TakeSlowPath};
use crate::encode::WriteFloating;

/// The vector, however it is held.
pub(crate) trait FrameVec: DerefMut<Target = Vec<u8>> + Sized {
    /// Writes a floating part.
    ///
    /// # Errors
    /// If the slow path is needed.
    fn floating(
        writer: &mut FastWriter<Self>,
        part: &impl WriteFloating,
    ) -> Result<(), TakeSlowPath>;
}

impl FrameVec for &mut Vec<u8> {
    #[inline]
    fn floating(
        writer: &mut FastWriter<Self>,
        part: &impl WriteFloating,
    ) -> Result<(), TakeSlowPath> {
        let mut taken = FastWriter {
            out: Taken(mem::take(writer.out)),
            start: writer.start,
            version: writer.version,
            mode: writer.mode,
            limits: writer.limits,
            combined: writer.combined,
        };
        let result = part.write_floating(&mut taken);
        *writer.out = taken.out.0;
        result
    }
}

/// A vector that is given back when all is written.
pub(super) struct Taken(Vec<u8>);

impl FrameVec for Taken {
    #[inline]
    fn floating(
        writer: &mut FastWriter<Self>,
        part: &impl WriteFloating,
    ) -> Result<(), TakeSlowPath> {
        part.write_floating(writer)
    }
}

impl Deref for Taken {
    type Target = Vec<u8>;

    #[inline]
    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Taken {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}
