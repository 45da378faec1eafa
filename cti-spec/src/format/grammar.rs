//! From tokens to statements.
//!
//! This knows where statements begin and end, and no more: which clauses fit together, and what names
//! mean, is none of its concern, so that what is laid out may still be wrong.

use super::clauses::{
    Clauses, OF_ENTRY, OF_FIELD, OF_ID, OF_LAYOUT, OF_MESSAGE, OF_TABLE, OF_TAG, OF_TYPE, OF_VALUE,
    clauses,
};
use super::scan::{Kind, Note, Token};
use super::statement::{Block, Cell, Phrase, Statement};
use super::tokens::{Refused, Tokens, refuse};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The items of a file.
pub(super) fn statements(tokens: &[Token<'_>]) -> Result<Vec<Statement>, Refused> {
    let mut reader = Tokens::new(tokens);
    let mut statements = Vec::new();
    while reader.peek(0).kind != Kind::End {
        statements.push(statement(&mut reader, item)?);
    }
    for statement in &statements {
        no_docs_inside(statement, tokens)?;
    }
    Ok(statements)
}

/// What a kind of statement consists of; its tokens are added to it by [`statement`].
struct Parts {
    kind: &'static str,
    cells: Vec<Cell>,
    block: Option<Block>,
}

/// Reads a statement.
type Read = fn(&mut Tokens<'_, '_>) -> Result<Parts, Refused>;

/// One statement.
fn statement(tokens: &mut Tokens<'_, '_>, read: Read) -> Result<Statement, Refused> {
    let start = tokens.place();
    let Parts {
        kind,
        mut cells,
        block,
    } = read(tokens)?;
    cells.retain(|cell| !cell.is_empty());
    Ok(Statement {
        kind,
        cells,
        block,
        tokens: start..tokens.place(),
    })
}

/// Statements in braces.
fn block(tokens: &mut Tokens<'_, '_>, read: Read) -> Result<Option<Block>, Refused> {
    let open = tokens.place();
    tokens.open()?;
    let mut statements = Vec::new();
    while !tokens.at("}") {
        statements.push(statement(tokens, read)?);
    }
    let close = tokens.place();
    tokens.close();
    Ok(Some(Block {
        open,
        close,
        statements,
    }))
}

/// Refuses docs inside of a statement, where nothing could say what they belong to.
fn no_docs_inside(statement: &Statement, tokens: &[Token<'_>]) -> Result<(), Refused> {
    if let Some((at, Note::Doc(_))) = statement.inner_note(tokens) {
        let token = &tokens[at];
        let span = Span::new(0, token.start, token.start + token.text.len());
        let diagnostic = Diagnostic::new(
            "a doc comment stands inside of an item",
            span,
            "before this",
        );
        let help = "put it on the lines before the item, or behind it on its last line";
        return Err(Box::new(diagnostic.with_help(help)));
    }
    let block = statement.block.iter();
    block
        .flat_map(|block| &block.statements)
        .try_for_each(|statement| no_docs_inside(statement, tokens))
}

/// A phrase that a reader steps over.
fn phrase<'t, 'a>(
    tokens: &mut Tokens<'t, 'a>,
    read: impl FnOnce(&mut Tokens<'t, 'a>) -> Result<(), Refused>,
) -> Result<Cell, Refused> {
    let start = tokens.place();
    read(tokens)?;
    Ok(vec![Phrase {
        tokens: start..tokens.place(),
        may_break: false,
    }])
}

/// The first cell of most items: the keyword and the name.
fn named(tokens: &mut Tokens<'_, '_>) -> Result<Cell, Refused> {
    phrase(tokens, |tokens| {
        tokens.advance();
        tokens.name()
    })
}

/// An item of a file.
fn item(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    let keyword = match tokens.peek(0).kind {
        Kind::Keyword => tokens.peek(0).text,
        _ => "",
    };
    match keyword {
        "protocol" => {
            let head = phrase(tokens, |tokens| {
                tokens.advance();
                tokens.name()?;
                tokens.keyword("versions")?;
                tokens.numbers()
            })?;
            let block = block(tokens, setting)?;
            Ok(Parts {
                kind: "protocol",
                cells: vec![head],
                block,
            })
        }
        "type" => {
            let cells = vec![named(tokens)?, phrase(tokens, form)?];
            Ok(Parts {
                kind: "type",
                cells,
                block: None,
            })
        }
        "const" => {
            let cells = vec![named(tokens)?, phrase(tokens, Tokens::equals_number)?];
            Ok(Parts {
                kind: "const",
                cells,
                block: None,
            })
        }
        "erratum" | "service" => {
            let kind = if keyword == "erratum" {
                "erratum"
            } else {
                "service"
            };
            let mut cells = vec![named(tokens)?];
            // A service without a title is declared elsewhere.
            if keyword == "erratum" || tokens.peek(0).kind == Kind::Text {
                cells.push(phrase(tokens, Tokens::text)?);
            }
            Ok(Parts {
                kind,
                cells,
                block: None,
            })
        }
        "id" => {
            let cells = vec![
                named(tokens)?,
                phrase(tokens, Tokens::name)?,
                clauses(tokens, OF_ID)?.rest,
            ];
            Ok(Parts {
                kind: "id",
                cells,
                block: None,
            })
        }
        "enum" | "mask" => {
            let mut head = named(tokens)?;
            head.extend(phrase(tokens, Tokens::name)?);
            head.extend(clauses(tokens, OF_TABLE)?.rest);
            let block = block(tokens, value)?;
            Ok(Parts {
                kind: "table",
                cells: vec![head],
                block,
            })
        }
        "tag" => {
            let cells = vec![
                named(tokens)?,
                phrase(tokens, Tokens::equals_number)?,
                clauses(tokens, OF_TAG)?.rest,
            ];
            Ok(Parts {
                kind: "tag",
                cells,
                block: None,
            })
        }
        "reserved" => {
            let head = phrase(tokens, |tokens| {
                tokens.advance();
                tokens.keyword("tags")?;
                tokens.numbers()
            })?;
            Ok(Parts {
                kind: "tag",
                cells: vec![head],
                block: None,
            })
        }
        "field" => {
            let name = phrase(tokens, |tokens| {
                tokens.advance();
                tokens.names()
            })?;
            field_after(tokens, name)
        }
        "interface" => {
            let mut head = named(tokens)?;
            if tokens.at("key") {
                head.extend(phrase(tokens, |tokens| {
                    tokens.advance();
                    tokens.name()
                })?);
            }
            let block = block(tokens, interface_member)?;
            Ok(Parts {
                kind: "interface",
                cells: vec![head],
                block,
            })
        }
        "entry" => {
            let mut head = named(tokens)?;
            head.extend(phrase(tokens, |tokens| {
                tokens.one_of(&["ordered", "records", "columns"])
            })?);
            head.extend(clauses(tokens, OF_ENTRY)?.rest);
            let block = block(tokens, field)?;
            Ok(Parts {
                kind: "entry",
                cells: vec![head],
                block,
            })
        }
        "unpublished" => {
            let head = phrase(tokens, |tokens| tokens.keyword("unpublished"))?;
            let block = block(tokens, row)?;
            Ok(Parts {
                kind: "unpublished",
                cells: vec![head],
                block,
            })
        }
        "message" => message(tokens),
        _ => Err(tokens.refuse("an item")),
    }
}

/// `= unsigned 4`
fn form(tokens: &mut Tokens<'_, '_>) -> Result<(), Refused> {
    tokens.sign("=")?;
    if tokens.at("unsigned") || tokens.at("signed") {
        tokens.advance();
        tokens.number()?;
    } else if tokens.at("named") {
        tokens.advance();
        tokens.one_of(&["variable", "array"])?;
    } else {
        tokens.one_of(&["bool", "time", "text", "bytes"])?;
    }
    // The clauses of a named type have an order of their own: all stay as they are.
    clauses(tokens, OF_TYPE).map(|_| ())
}

/// A line of the protocol block.
fn setting(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    let cell = phrase(tokens, |tokens| {
        if tokens.at("wide") {
            tokens.advance();
            tokens.keyword("tags")?;
            tokens.keyword("since")?;
            tokens.number()
        } else if tokens.at("frame") {
            tokens.advance();
            tokens.keyword("limit")?;
            tokens.number()
        } else if tokens.at("acronyms") {
            tokens.advance();
            tokens.list()
        } else if tokens.at("paired") {
            tokens.advance();
            tokens.keyword("by")?;
            tokens.name()
        } else {
            Err(tokens.refuse("`wide tags`, `frame limit`, `acronyms` or `paired by`"))
        }
    })?;
    Ok(Parts {
        kind: "setting",
        cells: vec![cell],
        block: None,
    })
}

/// A value of an enumeration or a mask, or a gap between values.
fn value(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    if tokens.at("reserved") || tokens.at("unused") {
        let gap = phrase(tokens, |tokens| {
            tokens.advance();
            tokens.numbers()
        })?;
        return Ok(Parts {
            kind: "value",
            cells: vec![gap],
            block: None,
        });
    }
    let name = phrase(tokens, |tokens| {
        if !matches!(tokens.peek(0).kind, Kind::Name | Kind::Text) {
            return Err(tokens.refuse("the name of a value, `reserved`, `unused` or `}`"));
        }
        tokens.advance();
        if tokens.at("as") {
            tokens.advance();
            tokens.word()?;
        }
        Ok(())
    })?;
    let cells = vec![
        name,
        phrase(tokens, Tokens::equals_number)?,
        clauses(tokens, OF_VALUE)?.rest,
    ];
    Ok(Parts {
        kind: "value",
        cells,
        block: None,
    })
}

/// A member of an interface.
fn interface_member(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    let cell = phrase(tokens, |tokens| {
        if tokens.at("series") || tokens.at("list") || tokens.at("required") {
            tokens.advance();
        }
        tokens.name()
    })?;
    Ok(Parts {
        kind: "interface member",
        cells: vec![cell],
        block: None,
    })
}

/// A field of the fixed or floating part, or a member of an entry.
fn field(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    if tokens.peek(0).kind != Kind::Name {
        return Err(tokens.refuse("the name of a field or `}`"));
    }
    let name = phrase(tokens, Tokens::names)?;
    field_after(tokens, name)
}

/// What follows the name of a field. The type stands on the same line, if there is one.
fn field_after(tokens: &mut Tokens<'_, '_>, name: Cell) -> Result<Parts, Refused> {
    let is_list = tokens.at("list") || tokens.at("array");
    let mut ty = if is_list {
        phrase(tokens, |tokens| {
            tokens.advance();
            tokens.keyword("of")?;
            tokens.name()?;
            type_with_sizes(tokens)
        })?
    } else {
        phrase(tokens, type_with_sizes)?
    };
    ty.retain(|phrase| !phrase.tokens.is_empty());
    let Clauses { meaning, tag, rest } = clauses(tokens, OF_FIELD)?;
    ty.extend(meaning);
    Ok(Parts {
        kind: "field",
        cells: vec![name, ty, tag, rest],
        block: None,
    })
}

/// A type on this line, with its sizes.
fn type_with_sizes(tokens: &mut Tokens<'_, '_>) -> Result<(), Refused> {
    if tokens.same_line(0) && tokens.peek(0).kind == Kind::Name {
        tokens.advance();
        return tokens.sizes();
    }
    Ok(())
}

/// A message.
fn message(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    let mut head = phrase(tokens, |tokens| {
        tokens.advance();
        tokens.name()?;
        tokens.equals_number()?;
        side(tokens)
    })?;
    head.extend(clauses(tokens, OF_MESSAGE)?.rest);
    let block = if tokens.at("{") {
        block(tokens, part)?
    } else {
        None
    };
    Ok(Parts {
        kind: "message",
        cells: vec![head],
        block,
    })
}

/// `from client`
fn side(tokens: &mut Tokens<'_, '_>) -> Result<(), Refused> {
    tokens.keyword("from")?;
    tokens.one_of(&["client", "server", "either"])
}

/// A message that is known by its name.
fn row(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    if tokens.peek(0).kind != Kind::Name {
        return Err(tokens.refuse("the name of a message or `}`"));
    }
    let cells = vec![
        phrase(tokens, Tokens::name)?,
        phrase(tokens, Tokens::equals_number)?,
        phrase(tokens, side)?,
        clauses(tokens, OF_MESSAGE)?.rest,
    ];
    Ok(Parts {
        kind: "row",
        cells,
        block: None,
    })
}

/// What stands in the body of a message.
fn part(tokens: &mut Tokens<'_, '_>) -> Result<Parts, Refused> {
    let mut kind = "part";
    let (cell, block) = if tokens.at("fixed") {
        let mut head = phrase(tokens, |tokens| tokens.keyword("fixed"))?;
        head.extend(clauses(tokens, OF_LAYOUT)?.rest);
        (head, block(tokens, field)?)
    } else if tokens.at("floating") {
        let head = phrase(tokens, |tokens| tokens.keyword("floating"))?;
        (head, block(tokens, field)?)
    } else if tokens.at("limit") {
        (limit(tokens)?, None)
    } else if tokens.at("confirmed") {
        kind = "confirmation";
        let mut head = phrase(tokens, |tokens| {
            tokens.advance();
            tokens.keyword("by")?;
            tokens.name()?;
            tokens.equals_number()
        })?;
        head.extend(clauses(tokens, OF_ENTRY)?.rest);
        (head, None)
    } else if tokens.at("version") {
        let head = phrase(tokens, |tokens| {
            tokens.advance();
            tokens.keyword("from")?;
            tokens.name()
        })?;
        (head, None)
    } else {
        let expected = "`fixed`, `floating`, `limit`, `confirmed by`, `version from` or `}`";
        return Err(refuse(tokens.peek(0), expected));
    };
    Ok(Parts {
        kind,
        cells: vec![cell],
        block,
    })
}

/// `limit NamedVariables and NamedArrays to 2000 bytes`, which may break before each word in small letters.
fn limit(tokens: &mut Tokens<'_, '_>) -> Result<Cell, Refused> {
    let mut cell = phrase(tokens, |tokens| {
        tokens.advance();
        tokens.name()
    })?;
    while tokens.at("and") {
        cell.extend(phrase(tokens, |tokens| {
            tokens.advance();
            tokens.name()
        })?);
    }
    cell.extend(phrase(tokens, |tokens| {
        tokens.keyword("to")?;
        tokens.simple()?;
        tokens.keyword("bytes")
    })?);
    for phrase in cell.iter_mut().skip(1) {
        phrase.may_break = true;
    }
    Ok(cell)
}
