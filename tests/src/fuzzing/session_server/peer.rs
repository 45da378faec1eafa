//! The messages of a client, with fields that the input chooses.

use cti_messages::{
    ActiveMaintenanceRespMsg, CallEventMask, CloseReq, CtiServiceMask, HeartbeatReq, InvokeId,
    OpenReq, PeripheralId, ProtocolVersion, QueryAgentStateReq, StatusCode,
    StoppingRequestsToThisSideInd, SystemEvent, Text, VersionNumber,
};

use super::World;
use crate::frames::with_header;
use crate::fuzzing::wire::{Input, encoded};

/// The services that sessions are opened with.
const SERVICES: [CtiServiceMask; 6] = [
    CtiServiceMask::ALL_EVENTS,
    CtiServiceMask::ALL_EVENTS.union(CtiServiceMask::ACTIVE_STANDBY),
    CtiServiceMask::CLIENT_EVENTS,
    CtiServiceMask::CLIENT_EVENTS.union(CtiServiceMask::ACTIVE_STANDBY),
    CtiServiceMask::empty(),
    CtiServiceMask::all(),
];

/// The version that a client writes in, unless it says something else.
const VERSION: ProtocolVersion = ProtocolVersion::V24;

impl World {
    /// A message of the client of a connection; `None` if it cannot be written.
    pub(super) fn message(&self, index: usize, input: &mut Input<'_>) -> Option<Vec<u8>> {
        let id = self.connections[index].id;
        let version = self.server.version(id).unwrap_or(VERSION);
        let choice = input.byte();
        let invoke_id = InvokeId(input.byte().into());
        match choice & 0xF {
            0..=3 => open_req(input, invoke_id),
            4 | 5 => encoded(
                &HeartbeatReq {
                    invoke_id,
                    ..Default::default()
                },
                version,
            ),
            6 => {
                let status = StatusCode(input.byte().into());
                encoded(
                    &CloseReq {
                        invoke_id,
                        status,
                        ..Default::default()
                    },
                    version,
                )
            }
            7 | 8 => encoded(
                &QueryAgentStateReq {
                    invoke_id,
                    ..Default::default()
                },
                version,
            ),
            9..=11 => {
                let asked = self.connections[index].question.map(InvokeId);
                let answer = ActiveMaintenanceRespMsg {
                    invoke_id: asked.filter(|_| choice < 0xE0).unwrap_or(invoke_id),
                    maintenance_mode_accepted: (choice & 0x10 == 0).into(),
                    ..Default::default()
                };
                encoded(&answer, version)
            }
            12 => encoded(&StoppingRequestsToThisSideInd::default(), version),
            // What no client sends, what cannot be decoded, and what has no layout.
            13 => encoded(&SystemEvent::default(), version),
            _ => {
                let number = u32::from(input.byte());
                let length = usize::from(choice >> 4);
                Some(with_header(number, input.bytes(length)))
            }
        }
    }
}

fn open_req(input: &mut Input<'_>, invoke_id: InvokeId) -> Option<Vec<u8>> {
    let ways = input.byte();
    let services = input.one_of(&SERVICES);
    let text = |text: &'static str| Some(Text::from(text));
    let mut request = OpenReq {
        invoke_id,
        version_number: VERSION.into(),
        idle_timeout: 20,
        services_requested: services,
        call_msg_mask: CallEventMask::all(),
        peripheral_id: PeripheralId(5000),
        client_id: text("one"),
        client_password: Some("".into()),
        agent_extension: text("1001"),
        ..OpenReq::default()
    };
    let mut version = VERSION;
    if ways & 1 != 0 {
        let number = u32::from(input.byte() % 32);
        request.version_number = VersionNumber(number);
        version = ProtocolVersion::try_from(request.version_number).unwrap_or(VERSION);
    }
    if ways & 2 != 0 {
        request.idle_timeout = input.one_of(&[60, 0, 5, 0xFFFF_FFFF, 120]);
    }
    if ways & 4 != 0 {
        request.client_id = input.one_of(&[text("two"), text(""), None]);
    }
    if ways & 8 != 0 {
        request.agent_extension = input.one_of(&[text("1002"), None, text("")]);
    }
    if ways & 16 != 0 {
        request.agent_id = text("1001");
        request.reserved1 = u32::from(input.byte() & 1);
    }
    if ways & 32 != 0 {
        request.peripheral_id = input.one_of(&[PeripheralId::NULL, PeripheralId(5001)]);
    }
    if ways & 64 != 0 {
        request.services_requested |= CtiServiceMask::from_bits_retain(1 << (input.byte() % 32));
    }
    encoded(&request, version)
}
