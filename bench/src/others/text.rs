//! Text and named variables, as the data of a field hold them.

/// A name and a value: of a named variable, or of an element of a named array.
#[derive(Debug)]
pub struct Named<T> {
    /// The name.
    pub name: T,
    /// The value, without its NUL.
    pub value: T,
}

/// Of data without any NUL all is the name.
impl From<Vec<u8>> for Named<Vec<u8>> {
    fn from(mut data: Vec<u8>) -> Self {
        let end = data.iter().position(|byte| *byte == 0);
        let value = end.map_or_else(Vec::new, |end| {
            let value = data.split_off(end + 1);
            data.truncate(end);
            without_nul(value)
        });
        Self { name: data, value }
    }
}

/// Text without the NUL at its end.
pub(super) fn without_nul(mut text: Vec<u8>) -> Vec<u8> {
    text.pop_if(|byte| *byte == 0);
    text
}
