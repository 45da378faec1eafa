//! IDs: without a null value, with one, and with one that the guide has a name for.

use cti_messages::Id;

#[derive(Clone, Copy, Id)]
#[cti(name = "SeatID")]
struct SeatId(u8);

#[derive(Clone, Copy, Id)]
#[cti(name = "SiteID", null = NOWHERE)]
struct SiteId(u16);

impl SiteId {
    const NOWHERE: Self = Self(0);
}

#[derive(Clone, Copy, Id)]
#[cti(name = "QueueID", null = NULL, null_name = "NULL_QUEUE_ID")]
struct QueueId(u32);

impl QueueId {
    const NULL: Self = Self(0xFFFF_FFFF);
}
