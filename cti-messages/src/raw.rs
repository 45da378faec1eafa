//! Messages with nothing typed: where the fixed part ends, and the floating fields one by one.

use core::fmt;
use core::iter::FusedIterator;

use crate::decode::{FloatingFields, cut_field, cut_fixed_part};
use crate::error::DecodeError;
use crate::frame::{Frame, HEADER_BYTES};
use crate::generated::tags::Tag;
use crate::info::MessageInfo;
use crate::mode::Mode;
use crate::typed::own_version;
use crate::version::ProtocolVersion;

/// A message of which no value has been read: its fixed part as bytes, its floating fields by tag.
///
/// For filters, taps and dumps, which want one field of many messages, or all fields of messages
/// that they need not understand. It costs a fraction of decoding, allocates nothing, and judges
/// nothing: fields stand as they came, lists are the fields of their entries.
///
/// # Examples
/// ```
/// use cti_messages::{AgentStateEvent, Frame, ProtocolVersion, RawMessage, Tag, TypedMessage};
///
/// let event = AgentStateEvent { agent_id: Some("1234".into()), ..Default::default() };
/// let mut bytes = Vec::new();
/// event.encode(ProtocolVersion::V24, &mut bytes)?;
///
/// let message = RawMessage::new(Frame::parse(&bytes)?, ProtocolVersion::V24)?;
/// let mut fields = message.fields().filter_map(Result::ok);
/// let agent = fields.find(|field| field.tag == Tag::AGENT_ID_TAG);
/// assert_eq!(agent.map(|field| field.data), Some(&b"1234\0"[..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct RawMessage<'a> {
    frame: Frame<'a>,
    info: Option<&'static MessageInfo>,
    version: ProtocolVersion,
    fixed_bytes: usize,
}

impl<'a> RawMessage<'a> {
    /// The message in a frame, in the version of the session; an OPEN_REQ names its own.
    ///
    /// # Errors
    /// If the fixed part is cut. Floating fields are looked at as they are asked for.
    #[inline]
    pub fn new(frame: Frame<'a>, version: ProtocolVersion) -> Result<Self, DecodeError> {
        let info = frame.message_type.info();
        let Some(known) = info else {
            return Ok(Self {
                frame,
                info,
                version,
                fixed_bytes: frame.body.len(),
            });
        };
        let version = own_version(known, frame.body, version, Mode::Lenient)?;
        let (fixed, fixed_bytes) = (known.fixed_part)(frame.body, version);
        if fixed_bytes > frame.body.len() {
            return Err(cut_fixed_part(known, frame.body.len(), version, fixed));
        }
        Ok(Self {
            frame,
            info,
            version,
            fixed_bytes,
        })
    }

    /// The frame that it came in.
    #[must_use]
    pub const fn frame(&self) -> Frame<'a> {
        self.frame
    }

    /// What is known of the message; `None` if its layout is not known.
    #[must_use]
    pub const fn info(&self) -> Option<&'static MessageInfo> {
        self.info
    }

    /// The version in which it is written.
    #[must_use]
    pub const fn version(&self) -> ProtocolVersion {
        self.version
    }

    /// The fixed part. Of a message whose layout is not known, or of which only the header is,
    /// that is the whole body.
    #[inline]
    #[must_use]
    pub fn fixed(&self) -> &'a [u8] {
        &self.frame.body[..self.fixed_bytes]
    }

    /// The floating fields in the order in which they came; none where [`Self::fixed`] is the whole
    /// body.
    #[inline]
    #[must_use]
    pub fn fields(&self) -> RawFields<'a> {
        let floating = &self.frame.body[self.fixed_bytes..];
        RawFields {
            info: self.info,
            version: self.version,
            end: HEADER_BYTES + self.frame.body.len(),
            fields: FloatingFields::new(floating, self.version),
        }
    }
}

/// Without the bytes: what is secret among them is not known here.
impl fmt::Debug for RawMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawMessage")
            .field("message_type", &self.frame.message_type)
            .field("version", &self.version)
            .field("fixed_bytes", &self.fixed_bytes)
            .field("body_bytes", &self.frame.body.len())
            .finish()
    }
}

/// A floating field as it came.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RawField<'a> {
    /// Its tag.
    pub tag: Tag,
    /// Its data; of a STRING with the NUL, if it has one.
    pub data: &'a [u8],
}

/// Without the data, which may be secret.
impl fmt::Debug for RawField<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawField")
            .field("tag", &self.tag)
            .field("bytes", &self.data.len())
            .finish()
    }
}

/// The floating fields of a message, one after the other. An error is the last item.
#[derive(Clone)]
pub struct RawFields<'a> {
    info: Option<&'static MessageInfo>,
    version: ProtocolVersion,
    /// Where the body ends in the frame.
    end: usize,
    fields: FloatingFields<'a>,
}

/// How many bytes are left, and not which.
impl fmt::Debug for RawFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawFields")
            .field("version", &self.version)
            .field("bytes_left", &self.fields.left())
            .finish()
    }
}

impl<'a> Iterator for RawFields<'a> {
    type Item = Result<RawField<'a>, DecodeError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self.fields.next() {
            Ok(Some((tag, data))) => Some(Ok(RawField {
                tag: Tag(tag),
                data,
            })),
            Ok(None) => None,
            Err(cut) => {
                let left = self.fields.end();
                Some(Err(cut_field(self.info, self.version, self.end, cut, left)))
            }
        }
    }
}

impl FusedIterator for RawFields<'_> {}
