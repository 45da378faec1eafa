//! The members of the structs of messages and entries: doc, `#[cti(…)]` attribute, name, type.

use cti_spec::model::{
    CountPlace, Doc, Element, FieldType, FixedField, Floating, FloatingCount, FloatingField, List,
    ListStyle, Meaning, Parts, Presence, Window, WireForm,
};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::defaults;
use super::docs::{DocText, add_new};
use super::scope::Scope;
use super::tokens::{decimal, ident, readable_literal};
use crate::facts::{self, code};

/// The comma-separated clauses of an attribute.
pub(super) type Clauses = Vec<TokenStream>;

/// The member of a fixed field; `names_version` if it names the version of its message.
pub(super) fn fixed(scope: &mut Scope<'_>, field: &FixedField, names_version: bool) -> TokenStream {
    let name = ident(&field.name.snake());
    let guide = &field.name.guide;
    let window = scope.narrowed(field.window);
    let mut clauses = vec![quote!(fixed), quote!(name = #guide)];
    clauses.extend(signed(&field.ty));
    let mut value = if names_version {
        scope.imports.runtime("VersionNumber")
    } else {
        scope.value_type(&field.ty, Some(field.size))
    };
    let null = scope.protocol.null_of_field(&field.ty, field.null);
    let null = null.map(|null| null.value);
    let mut doc = DocText::of(&field.doc);
    let size = facts::sized(scope.protocol, &field.ty, field.size);
    let versions = facts::versions(window);
    doc = doc.paragraph(&facts::sentence([size].into_iter().chain(versions)));
    doc = doc.paragraph(&defaults::sentence(scope.protocol, field));
    if field.optional {
        let option = scope.imports.option();
        value = quote!(#option<#value>);
        clauses.extend(window_clauses(window));
        let width = facts::width(field.ty.form);
        let written = match (null, width) {
            (Some(null), Some(width)) => {
                let null = readable_literal(null, width);
                clauses.push(quote!(null = #null));
                null.to_string()
            }
            _ => "0".to_owned(),
        };
        doc = doc.paragraph(&format!(
            "`Some` exactly where the body has it; where it has to be written, `None` is {}.",
            code(&written),
        ));
    }
    let doc = doc.errata(scope.protocol, &field.errata).outer();
    quote!(#doc #[cti(#(#clauses),*)] pub #name: #value)
}

/// The members of a floating part or an entry. `parts` is that of the message, for the counts in
/// its fixed part.
pub(super) fn floating(
    scope: &mut Scope<'_>,
    items: &[Floating],
    parts: Option<&Parts>,
) -> Vec<TokenStream> {
    items
        .iter()
        .filter_map(|item| match item {
            Floating::Field(field) => Some(floating_field(scope, field)),
            // A count is no member: the length of its list is the count.
            Floating::Count(_) => None,
            Floating::List(list) => Some(self::list(scope, list, &Count::of(list, items, parts)?)),
        })
        .collect()
}

/// The member for what was not understood.
pub(super) fn unknown(scope: &mut Scope<'_>, holder: &str) -> TokenStream {
    let vec = scope.imports.vec();
    let field = scope.imports.runtime("UnknownField");
    let doc =
        format!(" The floating fields that this {holder} does not know, in the order of the wire.");
    quote!(#[doc = #doc] #[cti(unknown)] pub unknown: #vec<#field<'a>>)
}

fn floating_field(scope: &mut Scope<'_>, field: &FloatingField) -> TokenStream {
    let name = ident(&field.name.snake());
    let guide = &field.name.guide;
    let mut clauses = vec![quote!(field), quote!(name = #guide)];
    clauses.extend(field_clauses(scope, field));
    let window = scope.narrowed(field.window);
    clauses.extend(window_clauses(window));
    let value = scope.shown_type(&field.ty, field.secret);
    let option = scope.imports.option();
    let doc = field_doc(
        scope,
        DocText::of(&field.doc),
        field,
        "",
        facts::versions(window),
    );
    let doc = doc.errata(scope.protocol, &field.errata).outer();
    quote!(#doc #[cti(#(#clauses),*)] pub #name: #option<#value>)
}

fn list(scope: &mut Scope<'_>, list: &List, count: &Count<'_>) -> TokenStream {
    let name = ident(&list.name.snake());
    let guide = &list.name.guide;
    let style = match list.style {
        ListStyle::Single => quote!(list),
        ListStyle::Array => quote!(array),
        ListStyle::Ordered => quote!(ordered),
        ListStyle::Records => quote!(records),
        ListStyle::Columns => quote!(columns),
    };
    let mut clauses = vec![style, quote!(name = #guide)];
    let element = match &list.element {
        Element::Member(field) => {
            let member = &field.name.guide;
            clauses.push(quote!(member = #member));
            clauses.extend(field_clauses(scope, field));
            scope.shown_type(&field.ty, field.secret)
        }
        Element::Entry(index) => scope.entry_type(*index),
    };
    if let Some(max) = list.max {
        let max = decimal(max);
        clauses.push(quote!(limit = #max));
    }
    clauses.push(count.clause(scope));
    let window = scope.narrowed(list.window);
    clauses.extend(window_clauses(window));

    let vec = scope.imports.vec();
    let value = match list.count {
        CountPlace::Fixed => quote!(#vec<#element>),
        CountPlace::Floating => {
            let option = scope.imports.option();
            quote!(#option<#vec<#element>>)
        }
    };
    let doc = list_doc(scope, list, count, window).outer();
    quote!(#doc #[cti(#(#clauses),*)] pub #name: #value)
}

fn list_doc(scope: &Scope<'_>, list: &List, count: &Count<'_>, window: Window) -> DocText {
    let mut doc = DocText::of(&list.doc);
    let entries = list
        .max
        .map(|max| format!("At most {}", facts::plural(max, "entry", "entries")));
    let versions = facts::versions(window);
    let bounds: Vec<String> = entries.into_iter().chain(versions).collect();
    if !bounds.is_empty() {
        doc = doc.paragraph(&facts::sentence(bounds));
    }
    let name = code(&count.field.guide);
    doc = doc.paragraph(&format!(
        "Counted by {name}: {}.",
        count.place_in_words(scope)
    ));
    if list.count == CountPlace::Floating {
        doc = doc.paragraph("`None`: the count is absent, which is not the same as a count of 0.");
    }
    if let Element::Member(field) = &list.element {
        if field.doc != list.doc {
            doc = doc.text(&field.doc);
        }
        doc = field_doc(scope, doc, field, "Each is ", None);
    }
    if !count.doc.lines.is_empty() {
        doc = doc.about(&name, count.doc);
    }
    let mut errata = list.errata.clone();
    let of_member = match &list.element {
        Element::Member(field) => field.errata.as_slice(),
        Element::Entry(_) => &[],
    };
    add_new(&mut errata, of_member.iter().chain(count.errata));
    doc.errata(scope.protocol, &errata)
}

/// The facts of a floating field: type, tag, presence, versions, null value.
fn field_doc(
    scope: &Scope<'_>,
    doc: DocText,
    field: &FloatingField,
    lead: &str,
    versions: Option<String>,
) -> DocText {
    let protocol = scope.protocol;
    let presence = field.presence.word().map(str::to_owned);
    let facts_of_field = [
        format!(
            "{lead}{}",
            facts::floating_type(protocol, field, scope.window)
        ),
        facts::tag(protocol, field.tag),
    ];
    let mut doc = doc.paragraph(&facts::sentence(
        facts_of_field.into_iter().chain(presence).chain(versions),
    ));
    if let Some(null) = facts::null(protocol, &field.ty, field.null) {
        doc = doc.paragraph(&null);
    }
    if let Some(parts) = protocol[field.ty.basic].parts {
        doc = doc.paragraph(&format!(
            "The name has at most {} bytes, the value at most {}, each with its NUL.",
            parts.name, parts.value
        ));
    }
    if field.secret {
        doc = doc.paragraph("A secret: it prints as `<redacted>`.");
    }
    doc
}

/// The clauses of a floating field that it also has as the member of a list.
fn field_clauses(scope: &Scope<'_>, field: &FloatingField) -> Clauses {
    let tag = decimal(u32::from(scope.protocol[field.tag].number));
    let mut clauses = vec![quote!(tag = #tag)];
    if field.ty.form.size().is_none() {
        match field.maxima.as_slice() {
            [one] => {
                let bytes = decimal(one.bytes);
                clauses.push(quote!(max = #bytes));
            }
            several => clauses.extend(several.iter().map(|maximum| {
                let bytes = decimal(maximum.bytes);
                let window = window_clauses(scope.narrowed(maximum.window));
                quote!(max(#bytes #(, #window)*))
            })),
        }
    }
    if let Some(parts) = scope.protocol[field.ty.basic].parts {
        let (name, value) = (decimal(parts.name), decimal(parts.value));
        clauses.push(quote!(parts(name = #name, value = #value)));
    }
    clauses.extend(presence(field.presence));
    clauses.extend(signed(&field.ty));
    clauses
}

fn presence(presence: Presence) -> Option<TokenStream> {
    match presence {
        Presence::Unstated => None,
        Presence::Required => Some(quote!(required)),
        Presence::Optional => Some(quote!(optional)),
        Presence::Conditional => Some(quote!(conditional)),
    }
}

/// The clause of a signed field whose type is an unsigned newtype.
fn signed(ty: &FieldType) -> Option<TokenStream> {
    match (ty.form, ty.meaning) {
        (WireForm::Signed(_), Some(Meaning::Id(_) | Meaning::Enumeration(_))) => {
            Some(quote!(signed))
        }
        _ => None,
    }
}

/// `since = 14`, `until = 18`.
pub(super) fn window_clauses(window: Window) -> Clauses {
    let bounds = [("since", window.since), ("until", window.until)];
    bounds
        .into_iter()
        .filter_map(|(name, version)| {
            let name = format_ident!("{name}");
            let version = decimal(u32::from(version?));
            Some(quote!(#name = #version))
        })
        .collect()
}

/// The count of a list, wherever it stands.
struct Count<'p> {
    field: &'p cti_spec::name::Name,
    ty: &'p FieldType,
    /// The floating field; `None` if it stands in the fixed part.
    floating: Option<&'p FloatingCount>,
    /// Its index among the fields of the fixed part, or the items of the floating part.
    at: usize,
    doc: &'p Doc,
    errata: &'p [cti_spec::model::ErratumIndex],
}

impl<'p> Count<'p> {
    fn of(list: &List, items: &'p [Floating], parts: Option<&'p Parts>) -> Option<Self> {
        let counts_list = |item: &'p Floating| match item {
            Floating::Count(count) if count.list == list.name.guide => Some(count),
            _ => None,
        };
        let in_floating = items
            .iter()
            .enumerate()
            .find_map(|(at, item)| Some((at, counts_list(item)?)))
            .map(|(at, count)| Self {
                field: &count.name,
                ty: &count.ty,
                floating: Some(count),
                at,
                doc: &count.doc,
                errata: &count.errata,
            });
        in_floating.or_else(|| {
            // A message with counts in its fixed part has one layout.
            let fields = &parts?.layouts.first()?.fields;
            fields
                .iter()
                .enumerate()
                .find(|(_, field)| field.counts.as_deref() == Some(list.name.guide.as_str()))
                .map(|(at, field)| Self {
                    field: &field.name,
                    ty: &field.ty,
                    floating: None,
                    at,
                    doc: &field.doc,
                    errata: &field.errata,
                })
        })
    }

    /// `count(name = "NumPeripherals", tag = 228, at = 3)`.
    fn clause(&self, scope: &Scope<'_>) -> TokenStream {
        let name = &self.field.guide;
        let mut clauses = vec![quote!(name = #name)];
        if let Some(count) = self.floating {
            let tag = decimal(u32::from(scope.protocol[count.tag].number));
            clauses.push(quote!(tag = #tag));
        }
        let at = proc_macro2::Literal::usize_unsuffixed(self.at);
        clauses.push(quote!(at = #at));
        match facts::width(self.ty.form) {
            None | Some(2) => {}
            Some(width) => {
                let width = decimal(u32::from(width));
                clauses.push(quote!(width = #width));
            }
        }
        quote!(count(#(#clauses),*))
    }

    fn place_in_words(&self, scope: &Scope<'_>) -> String {
        let size = facts::sized(
            scope.protocol,
            self.ty,
            self.ty.form.size().unwrap_or_default(),
        );
        match self.floating {
            None => format!("{size}, in the fixed part"),
            Some(count) => format!("{size}, {}", facts::tag(scope.protocol, count.tag)),
        }
    }
}
