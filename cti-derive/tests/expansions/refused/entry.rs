//! Entries with a mistake.

#[derive(Entry)]
#[cti(name = "Party", colour = red)]
struct Party<'a> {
    #[cti(field, name = "A", tag = 1)]
    a: Option<Text<'a>>,
}

#[derive(Entry)]
#[cti(name = "Skill")]
struct Skill {}
