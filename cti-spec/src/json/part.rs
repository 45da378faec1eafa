//! What every part of a document can do: be made of the model, and become the model again.

use super::error::JsonError;
use super::names::Names;
use crate::model::Protocol;

/// A part of a document, beside the part of the model that it stands for.
pub(super) trait Part: Sized {
    /// The part of the model.
    type Model;

    /// The part for a part of the model of a protocol.
    fn of(model: &Self::Model, protocol: &Protocol) -> Self;

    /// The part of the model again.
    fn resolve(&self, names: &Names<'_>) -> Result<Self::Model, JsonError>;
}

/// The parts for some parts of the model.
pub(super) fn all<P: Part>(models: &[P::Model], protocol: &Protocol) -> Vec<P> {
    models.iter().map(|model| P::of(model, protocol)).collect()
}

/// The parts of the model for the parts under a key.
pub(super) fn resolve_all<P: Part>(
    parts: &[P],
    key: &str,
    names: &Names<'_>,
) -> Result<Vec<P::Model>, JsonError> {
    each(parts, key, |part| part.resolve(names))
}

/// What becomes of each element of the array under a key.
pub(super) fn each<T, U>(
    elements: &[T],
    key: &str,
    mut change: impl FnMut(&T) -> Result<U, JsonError>,
) -> Result<Vec<U>, JsonError> {
    let elements = elements.iter().enumerate();
    elements
        .map(|(index, element)| {
            change(element).map_err(|error| error.within_element(index).within(key))
        })
        .collect()
}
