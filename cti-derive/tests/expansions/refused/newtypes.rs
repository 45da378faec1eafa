//! An enumeration, a mask and an ID with a mistake.

#[derive(Enumeration)]
#[cti(name = "Mood", constants(), colour = red)]
struct Mood(u16);

#[derive(Mask)]
#[cti(name = "Gear")]
struct Gear(u16);

#[derive(Id)]
#[cti(name = "QueueID")]
struct QueueId(u16, u16);
