//! A program brings an allocator and says what a panic does. If the standard library were linked, there
//! would be two answers to that, which is an error (E0152).
#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr::null_mut;
use core::time::Duration;

use cti_messages::{
    FrameBuffer, Message, OpenReq, OwnedFrame, ProtocolVersion, RegisterVariablesReq, StatusCode,
    SystemEvent, TypedMessage,
};
use cti_session::{
    Client, ClientAction, ClientConfig, ClientEvent, Server, ServerConfig, ServerEvent, Time,
};

/// Has no memory: the program is built, not run.
struct Nothing;

// SAFETY: a null pointer says that there is no memory, and what was never given is never given back.
unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nothing = Nothing;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Uses what there is, so that it is linked: splitting, decoding, encoding.
///
/// # Safety
/// `bytes` points to so many bytes that nobody changes meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cti_answer(bytes: *const u8, length: usize) -> usize {
    // SAFETY: as the caller says.
    let stream = unsafe { core::slice::from_raw_parts(bytes, length) };
    let version = ProtocolVersion::LATEST;
    let mut frames = FrameBuffer::new();
    frames.push(stream);
    let Ok(Some(frame)) = frames.next_frame() else {
        return 0;
    };
    let Ok(kept) = OwnedFrame::from_frame(frame, version) else {
        return 0;
    };
    let mut answer = Vec::new();
    let written = match kept.message() {
        Ok(Message::OpenReq(request)) => request.encode(version, &mut answer),
        Ok(message) => message.encode(version, &mut answer),
        Err(_) => OpenReq::default().encode(version, &mut answer),
    };
    written.map_or(0, |()| answer.len())
}

/// Takes a client through a session with a server that sends these bytes; returns how many events there were.
///
/// # Safety
/// `bytes` points to so many bytes that nobody changes meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cti_hold_session(bytes: *const u8, length: usize) -> usize {
    // SAFETY: as the caller says.
    let stream = unsafe { core::slice::from_raw_parts(bytes, length) };
    let config = ClientConfig::new(OpenReq {
        version_number: ProtocolVersion::LATEST.into(),
        client_id: Some("program".into()),
        client_password: Some("".into()),
        ..OpenReq::default()
    });
    let mut now = Time::START;
    let Ok(mut client) = Client::new(config, 1, now) else {
        return 0;
    };
    let mut events = 0;
    while let Some(action) = client.next_action() {
        if let ClientAction::Connect { connection, .. } = action {
            client.connected(connection, now);
            client.sent(connection, client.outgoing(connection).len(), now);
            if client.may_read(connection) {
                client.received(connection, stream, now);
            }
            client.closed(connection, now);
        }
        while let Some(event) = client.next_event(now) {
            events += 1;
            let goes_on = match event {
                ClientEvent::Active { .. } => client
                    .request(RegisterVariablesReq::default(), Duration::from_secs(5), now)
                    .is_ok(),
                ClientEvent::Message { frame, .. } => frame.message().is_ok(),
                ClientEvent::Ended(_) => return events,
                _ => true,
            };
            if !goes_on {
                client.close(StatusCode::NO_ERROR, now);
            }
        }
        now = client.deadline().unwrap_or(now);
        client.tick(now);
    }
    events
}

/// Takes a server through a session with a client that sends these bytes; returns how many bytes it sends.
///
/// # Safety
/// `bytes` points to so many bytes that nobody changes meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn cti_serve_session(bytes: *const u8, length: usize) -> usize {
    // SAFETY: as the caller says.
    let stream = unsafe { core::slice::from_raw_parts(bytes, length) };
    let mut now = Time::START;
    let Ok(mut server) = Server::new(ServerConfig::default()) else {
        return 0;
    };
    let connection = server.connected(now);
    server.received(connection, stream, now);
    let mut sent = 0;
    loop {
        while let Some(event) = server.next_event(now) {
            match event {
                ServerEvent::OpenAsked { connection, .. } => {
                    let conf = server.open_conf(connection).unwrap_or_default();
                    if server.accept(connection, conf, now).is_err() {
                        server.refuse(connection, StatusCode::UNSPECIFIED_FAILURE, now);
                    }
                }
                ServerEvent::Message { connection, frame } => {
                    let id = frame.invoke_id().unwrap_or_default();
                    let _ = server.fail(connection, id, StatusCode::FUNCTION_NOT_AVAILABLE, now);
                }
                ServerEvent::Closed { .. } => return sent,
                _ => {}
            }
        }
        while server.next_action().is_some() {
            let count = server.outgoing(connection).len();
            server.sent(connection, count, now);
            sent += count;
        }
        let _ = server.broadcast(&SystemEvent::default(), now);
        match server.deadline() {
            Some(deadline) => now = deadline,
            None => server.closed(connection, now),
        }
        server.tick(now);
    }
}
