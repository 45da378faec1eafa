//! IDs: without a null value, with one, and with one that the guide has a name for.

use cti_messages::Id;

#[derive(Clone, Copy, Id)]
#[cti(name = "SeatID")]
pub struct SeatId(pub u8);

#[derive(Clone, Copy, Id)]
#[cti(name = "SiteID", null = NOWHERE)]
pub struct SiteId(pub u16);

impl SiteId {
    pub const NOWHERE: Self = Self(0);
}

#[derive(Clone, Copy, Id)]
#[cti(name = "QueueID", null = NULL, null_name = "NULL_QUEUE_ID")]
pub struct QueueId(pub u32);

impl QueueId {
    pub const NULL: Self = Self(0xFFFF_FFFF);
}
