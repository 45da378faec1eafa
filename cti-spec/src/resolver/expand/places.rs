//! The places in a field of the catalogue, which is copied to its users.

use crate::ast::{self, Amount, FieldClauses, Shape, TypeUse, Window};
use crate::source::Span;

/// A part of the syntax tree with places in the text.
///
/// Fields of the catalogue are copied to where they are used; their places then say so. And two
/// fields are compared without their places.
pub(super) trait Places {
    /// Changes every place.
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span));
}

impl<T: Places> Places for Option<T> {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        if let Some(inner) = self {
            inner.map_spans(change);
        }
    }
}

impl<T> Places for crate::source::Spanned<T> {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
    }
}

impl Places for Span {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(self);
    }
}

impl Places for Amount {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Number(number) => number.map_spans(change),
            Self::Constant(name) => name.map_spans(change),
        }
    }
}

impl Places for Window {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        self.since.map_spans(change);
        self.until.map_spans(change);
    }
}

impl Places for TypeUse {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        self.name.map_spans(change);
        if let Some(sizes) = &mut self.sizes {
            change(&mut sizes.span);
            for size in &mut sizes.value {
                size.bytes.map_spans(change);
                size.window.map_spans(change);
            }
        }
    }
}

impl Places for Shape {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Catalogue => {}
            Self::Field(ty) => ty.map_spans(change),
            Self::List(element) => {
                element.array.map_spans(change);
                element.name.map_spans(change);
                element.ty.map_spans(change);
            }
        }
    }
}

impl Places for FieldClauses {
    fn map_spans(&mut self, change: &mut dyn FnMut(&mut Span)) {
        if let Some(tag) = &mut self.tag {
            tag.first.map_spans(change);
            tag.last.map_spans(change);
        }
        self.meaning.map_spans(change);
        self.presence.map_spans(change);
        self.secret.map_spans(change);
        if let Some(null) = &mut self.null {
            change(&mut null.span);
            null.value.name.map_spans(change);
            null.value.value.map_spans(change);
        }
        match &mut self.default {
            Some(ast::Default::Number(number)) => number.map_spans(change),
            Some(ast::Default::Constant(name)) => name.map_spans(change),
            None => {}
        }
        self.counts.map_spans(change);
        self.max.map_spans(change);
        match &mut self.example {
            Some(ast::Example::Number(number)) => number.map_spans(change),
            Some(ast::Example::Constant(word) | ast::Example::Text(word)) => word.map_spans(change),
            None => {}
        }
        self.window.map_spans(change);
        if let Some(errata) = &mut self.errata {
            change(&mut errata.span);
            errata
                .value
                .iter_mut()
                .for_each(|word| change(&mut word.span));
        }
    }
}
