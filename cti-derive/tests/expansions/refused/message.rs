//! Messages with a mistake: the same traits, so that their uses are no mistakes too.

#[derive(TypedMessage)]
#[cti(crate = runtime, name = "A_EVENT", number = 1, from = server, colour = red)]
struct AEvent<'frame> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'frame>>,
}

#[derive(TypedMessage)]
#[cti(name = "NO_LIFETIME_EVENT", number = 1, from = server)]
struct NoLifetimeEvent {
    #[cti(fixed, name = "A")]
    a: u16,
    #[cti(fixed, name = "B")]
    b: Option<u16>,
    #[cti(unknown)]
    unknown: Vec<UnknownField<'static>>,
}
