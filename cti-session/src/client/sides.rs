//! The two sides of a server.

use core::fmt;

/// One of the two sides of a duplex CTI server. By default side A listens on port 42027 and side B on 43027.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Side A; of a simplex server the only one.
    A,
    /// Side B.
    B,
}

impl Side {
    /// Both sides, A first.
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    /// The opposite side.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// 0 for side A, 1 for side B: an index into an array of both.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::A => 0,
            Self::B => 1,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A => "side A",
            Self::B => "side B",
        })
    }
}

/// Which sides a server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sides {
    /// Side A alone.
    Simplex,
    /// Both, one active and one standby.
    #[default]
    Duplex,
}

impl Sides {
    /// The sides.
    #[must_use]
    pub const fn all(self) -> &'static [Side] {
        match self {
            Self::Simplex => &[Side::A],
            Self::Duplex => &Side::BOTH,
        }
    }
}

/// Something for each side.
#[derive(Debug, Clone, Default)]
pub(super) struct PerSide<T>([T; 2]);

impl<T> PerSide<T> {
    pub(super) fn new(mut make: impl FnMut() -> T) -> Self {
        Self([make(), make()])
    }
}

impl<T> core::ops::Index<Side> for PerSide<T> {
    type Output = T;

    fn index(&self, side: Side) -> &T {
        &self.0[side.index()]
    }
}

impl<T> core::ops::IndexMut<Side> for PerSide<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        &mut self.0[side.index()]
    }
}
