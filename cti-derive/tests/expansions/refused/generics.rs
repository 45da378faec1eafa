//! Generics where none belong: the implementations have them too, unless they are types.

#[derive(Entry)]
#[cti(name = "Sized")]
struct Sized<'a, 'b: 'a, const N: usize>
where
    [(); N]: Copy,
{
    #[cti(field, name = "A", tag = 1)]
    a: Option<&'a [&'b [u8; N]]>,
}

#[derive(Id)]
#[cti(name = "Const")]
struct Const<const N: usize>([u8; N]);

#[derive(Entry)]
#[cti(name = "Typed")]
struct Typed<T> {
    #[cti(field, name = "A", tag = 1)]
    a: Option<T>,
}
