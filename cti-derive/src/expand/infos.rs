//! Expressions for what the runtime knows of members: its `…Info` tables.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Lifetime, Type};

use super::names;
use crate::attribute::member::{FieldAttribute, Maximum, Parts, Presence};
use crate::attribute::value::VersionRange;
use crate::model::fixed::FixedMember;
use crate::model::member::{Element, Field, Floating, List};

/// `Some(…)` or `None`.
pub(super) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// A `VersionRange`.
pub(super) fn window(window: &VersionRange) -> TokenStream {
    if window.is_unbounded() {
        return quote!(__rt::VersionRange::ALWAYS);
    }
    let (since, until) = (window.first(), window.last());
    quote!(__rt::VersionRange { since: #since, until: #until })
}

/// Where the compiler shows what is wrong with a type. The code that it stands in is still the derive's, not the
/// user's, for whom there are lints.
fn place_of(ty: &impl ToTokens) -> Span {
    Span::call_site().located_at(ty.span())
}

/// A type with `'static` in place of the lifetime of its struct: statics cannot name that.
pub(super) fn at_static(ty: &Type, lifetime: Option<&Lifetime>) -> TokenStream {
    match lifetime {
        Some(lifetime) => with_static(ty.to_token_stream(), lifetime),
        None => ty.to_token_stream(),
    }
}

fn with_static(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut after_apostrophe = false;
    tokens
        .into_iter()
        .map(|token| {
            let names_lifetime = std::mem::take(&mut after_apostrophe);
            match token {
                TokenTree::Ident(name) if names_lifetime && name == lifetime.ident => {
                    TokenTree::Ident(syn::Ident::new("static", name.span()))
                }
                TokenTree::Group(group) => {
                    let content = with_static(group.stream(), lifetime);
                    let mut replaced = proc_macro2::Group::new(group.delimiter(), content);
                    replaced.set_span(group.span());
                    TokenTree::Group(replaced)
                }
                other => {
                    after_apostrophe =
                        matches!(&other, TokenTree::Punct(punct) if punct.as_char() == '\'');
                    other
                }
            }
        })
        .collect()
}

/// The `FixedInfo` of a fixed member.
pub(super) fn fixed(member: &FixedMember<'_>, lifetime: &Lifetime) -> TokenStream {
    let attribute = &member.field.attribute;
    let name = &*attribute.name;
    let ty = at_static(member.value, Some(lifetime));
    let signed = attribute.signed;
    let null = attribute.null.map_or(0, |null| *null);
    let optional = member.optional;
    let changes = [
        signed.then(|| quote!(signed: true)),
        window_unless_always(&attribute.window),
        (null != 0).then(|| quote!(null: #null)),
        optional.then(|| quote!(optional: true)),
    ];
    changed(
        &quote!(FixedInfo),
        changes.into_iter().flatten(),
        quote!(__rt::fixed_info::<#ty>(#name)),
    )
}

/// The `FieldInfo` of a floating field.
pub(super) fn field(field: &Field<'_>, lifetime: Option<&Lifetime>) -> TokenStream {
    value_field(&field.attribute, field.value, lifetime)
}

/// The `FieldInfo` of a field that holds values of a type.
fn value_field(attribute: &FieldAttribute, ty: &Type, lifetime: Option<&Lifetime>) -> TokenStream {
    let name = &*attribute.name;
    let tag = *attribute.tag;
    let ty = at_static(ty, lifetime);
    let maxima = with_maxima(&attribute.maxima, place_of(&ty));
    let signed = attribute.signed.then(|| quote!(.signed()));
    let parts = attribute.parts.as_ref().map(with_parts);
    let presence = attribute.presence.map(|value| {
        let presence = presence(value.value);
        quote!(.with_presence(#presence))
    });
    let window = (!attribute.window.is_unbounded()).then(|| {
        let window = window(&attribute.window);
        quote!(.in_versions(#window))
    });
    // At the type: there the compiler shows that it can have no maximum.
    let made = quote_spanned!(place_of(&ty) => __rt::field_info::<#ty>(#name, #tag));
    quote!(#made #maxima #signed #parts #presence #window)
}

/// A call that gives a field maxima, of which most have one, the same in all versions.
fn with_maxima(maxima: &[Maximum], span: Span) -> Option<TokenStream> {
    match maxima {
        [] => None,
        [maximum] if maximum.window.is_unbounded() => {
            let bytes = usize::from(*maximum.bytes);
            Some(quote_spanned!(span => .with_max::<#bytes>()))
        }
        maxima => {
            let maxima = maxima.iter().map(maximum);
            Some(quote_spanned!(span => .with_maxima(&[#(#maxima),*])))
        }
    }
}

/// An `…Info` as a function of the runtime makes it, but for some members of it.
///
/// Most differ from what the function makes in nothing or little, and what is not written need not be compiled.
pub(super) fn changed(
    info: &TokenStream,
    changes: impl Iterator<Item = TokenStream>,
    made: TokenStream,
) -> TokenStream {
    let changes: Vec<_> = changes.collect();
    if changes.is_empty() {
        return made;
    }
    quote!(__rt::#info { #(#changes,)* ..#made })
}

/// The change of the versions of an `…Info`, if it is not in all of them.
pub(super) fn window_unless_always(window: &VersionRange) -> Option<TokenStream> {
    let value = self::window(window);
    (!window.is_unbounded()).then(|| quote!(versions: #value))
}

fn with_parts(parts: &Parts) -> TokenStream {
    let name = usize::from(*parts.name);
    let value = usize::from(*parts.value);
    quote!(.with_parts(#name, #value))
}

fn maximum(maximum: &Maximum) -> TokenStream {
    let window = window(&maximum.window);
    let bytes = usize::from(*maximum.bytes);
    quote!(__rt::Maximum { versions: #window, bytes: #bytes })
}

fn presence(presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => quote!(__rt::Presence::Required),
        Presence::Optional => quote!(__rt::Presence::Optional),
        Presence::Conditional => quote!(__rt::Presence::Conditional),
    }
}

/// The `ListInfo` of a list.
pub(super) fn list(list: &List<'_>, lifetime: &Lifetime) -> TokenStream {
    let name = &*list.attribute.name;
    let style = match &list.element {
        Element::Single(_) => quote!(Single),
        Element::Array(_) => quote!(Array),
        Element::Ordered => quote!(Ordered),
        Element::Records => quote!(Records),
        Element::Columns => quote!(Columns),
    };
    let count = &list.attribute.count;
    let (count_name, width) = (&*count.name, count.width);
    let count_tag = option(count.tag.map(|tag| {
        let tag = *tag;
        quote!(__rt::Tag(#tag))
    }));
    let limit = list.attribute.limit.map(|limit| {
        let limit = option(Some(usize::from(*limit)));
        quote!(limit: #limit)
    });
    let changes = [limit, window_unless_always(&list.attribute.window)];
    let ty = at_static(list.ty, Some(lifetime));
    let span = place_of(list.ty);
    let value = |member| value_field(member, list.ty, Some(lifetime));
    let entry = quote!(<#ty as __rt::Described>::INFO);
    let element = match &list.element {
        Element::Single(member) => {
            let field = value(member);
            quote!(__rt::ElementInfo::Value(#field))
        }
        Element::Array(member) => {
            let field = value(member);
            quote_spanned!(span => __rt::ElementInfo::Value(__rt::in_array(#field)))
        }
        Element::Ordered | Element::Records => quote!(__rt::ElementInfo::Entry(#entry)),
        Element::Columns => {
            quote_spanned!(span => __rt::ElementInfo::Entry(__rt::in_columns(#entry)))
        }
    };
    let made = quote! {
        __rt::list_info(
            #name,
            __rt::ListStyle::#style,
            __rt::CountInfo { name: #count_name, tag: #count_tag, width: #width },
            #element,
        )
    };
    changed(&quote!(ListInfo), changes.into_iter().flatten(), made)
}

/// What is known of a floating member, and the type of that.
pub(super) fn floating(member: &Floating<'_>, lifetime: &Lifetime) -> (TokenStream, TokenStream) {
    match member {
        Floating::Field(member) => (quote!(__rt::FieldInfo), field(member, Some(lifetime))),
        Floating::List(member) => (quote!(__rt::ListInfo), list(member, lifetime)),
    }
}

/// The variant of `MemberInfo` that refers to what is known of a floating member.
pub(super) fn floating_variant(index: usize, member: &Floating<'_>) -> TokenStream {
    let info = names::member_info(index);
    match member {
        Floating::Field(_) => quote!(__rt::Field(&#info)),
        Floating::List(_) => quote!(__rt::List(&#info)),
    }
}

/// The statics that describe floating members, each of its type, numbered from `first_index` on.
///
/// One for each member: with one for all, the optimiser merges the arms that read them, and decoding takes up to a
/// tenth more instructions.
pub(super) fn members(
    infos: impl Iterator<Item = (TokenStream, TokenStream)>,
    first_index: usize,
) -> TokenStream {
    infos
        .zip(first_index..)
        .map(|((ty, value), index)| {
            let name = names::member_info(index);
            quote!(static #name: #ty = #value;)
        })
        .collect()
}
