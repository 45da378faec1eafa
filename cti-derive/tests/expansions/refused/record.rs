//! A record with a mistake.

#[derive(Record)]
#[cti(name = "Agent", colour = red)]
struct Agent<'a> {
    #[cti(unknown)]
    unknown: Vec<UnknownField<'a>>,
}
