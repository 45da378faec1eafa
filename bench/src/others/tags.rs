//! What the data of the floating fields of the mix are, declared once for every library.

/// What the data of a floating field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, with a NUL at its end.
    Text,
    /// A USHORT.
    Ushort,
    /// A UINT.
    Uint,
    /// USHORTs that travel as an array, a column of a list.
    Ushorts,
    /// UINTs that travel as an array.
    Uints,
    /// The name of a variable, NUL, its value, NUL.
    NamedVariable,
    /// The index of an element of an array, then as a named variable.
    NamedArray,
    /// Bytes: of an UNSPEC, of a tag that is not known, or of a length that does not fit.
    Bytes,
}

impl Kind {
    /// What data of a length are under a tag.
    #[must_use]
    #[inline]
    pub const fn of(tag: u16, length: usize) -> Self {
        match (Self::of_tag(tag), length) {
            (Self::Ushort, 2) => Self::Ushort,
            (Self::Ushort, _) if length.is_multiple_of(2) => Self::Ushorts,
            (Self::Uint, 4) => Self::Uint,
            (Self::Uint, _) if length.is_multiple_of(4) => Self::Uints,
            (Self::Ushort | Self::Uint, _) | (Self::NamedArray, 0) => Self::Bytes,
            (kind, _) => kind,
        }
    }
}

/// Every tag of the messages with what the data of one value are; all others hold bytes.
macro_rules! tags {
    ($($tag:literal => $kind:ident,)*) => {
        impl Kind {
            const fn of_tag(tag: u16) -> Self {
                match tag {
                    $($tag => Self::$kind,)*
                    _ => Self::Bytes,
                }
            }
        }
    };
}

tags! {
    3 => Text, // CTIClientSignature
    4 => Text, // AgentExtension
    5 => Text, // AgentID
    6 => Text, // AgentInstrument
    8 => Text, // ANI
    9 => Bytes, // UserToUserInfo
    10 => Text, // DNIS
    11 => Text, // DialedNumber
    12 => Text, // CallerEnteredDigits
    13 => Text, // CallVariable1
    14 => Text, // CallVariable2
    15 => Text, // CallVariable3
    16 => Text, // CallVariable4
    17 => Text, // CallVariable5
    18 => Text, // CallVariable6
    19 => Text, // CallVariable7
    20 => Text, // CallVariable8
    21 => Text, // CallVariable9
    22 => Text, // CallVariable10
    23 => Text, // CTIClientSignature
    24 => Uint, // CTIClientTimestamp
    25 => Text, // ConnectionDeviceID
    26 => Text, // AlertingDeviceID
    27 => Text, // CallingDeviceID
    28 => Text, // CalledDeviceID
    29 => Text, // LastRedirectDeviceID
    46 => Text, // CallWrapupData
    47 => Text, // NewConnectionDeviceID
    56 => Uint, // CallConnectionCallID
    57 => Ushort, // CallConnectionDeviceIDType
    58 => Text, // CallConnectionDeviceID
    59 => Ushort, // CallDeviceType
    60 => Text, // CallDeviceID
    61 => Ushort, // CallDeviceConnectionState
    62 => Uint, // FltSkillGroupNumber
    63 => Uint, // FltSkillGroupID
    64 => Ushort, // FltSkillGroupPriority
    65 => Ushort, // FltSkillGroupState
    72 => Uint, // RouterCallKeyDay
    73 => Uint, // RouterCallKeyCallID
    82 => NamedVariable, // NamedVariable
    83 => NamedArray, // NamedArray
    95 => Text, // CustomerPhoneNumber
    96 => Text, // CustomerAccountNumber
    110 => Uint, // RouterCallKeySequenceNumber
    121 => Uint, // TrunkNumber
    122 => Uint, // TrunkGroupNumber
    123 => Ushort, // NextAgentState
    133 => Text, // PeripheralName
    134 => Text, // Description
    137 => Text, // FirstName
    138 => Text, // LastName
    139 => Bytes, // SkillGroup
    141 => Uint, // AgentSkillTargetID
    150 => Uint, // Duration
    173 => Text, // Extension
    183 => Ushort, // RecordType
    184 => Uint, // PeripheralNumber
    189 => Ushort, // AgentType
    190 => Text, // LoginID
    191 => Ushort, // NumSkills
    194 => Text, // AgentIDLong
    202 => Uint, // SecondaryConnectionCallID
    207 => Text, // LoginName
    208 => Uint, // FltPeripheralID
    214 => Text, // OldLoginID
    215 => Text, // ANI_II
    223 => Bytes, // CallReferenceID
    229 => Uint, // COCConnectionCallID
    230 => Ushort, // COCCallConnectionDeviceIDType
    231 => Text, // COCCallConnectionDeviceID
    244 => Uint, // Direction
    257 => Ushort, // SSOEnabled
    261 => Ushort, // NumMRDs
    262 => Uint, // FltAgentMRDID
    263 => Ushort, // FltAgentMRDState
    266 => Uint, // MaxBeyondTaskLimit
    267 => Uint, // AgentDeskSettingsID
    294 => Text, // ProtocolReferenceGUID
    303 => Text, // ActiveTerminal
    309 => Ushort, // FltEnabledServices
    310 => Ushort, // NumOfEnabledServices
    311 => Text, // CcaiConfigId
}
