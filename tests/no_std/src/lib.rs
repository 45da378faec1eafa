//! A program brings an allocator and says what a panic does. If the standard library were linked, there
//! would be two answers to that, which is an error (E0152).
#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr::null_mut;

use cti_messages::{FrameBuffer, Message, OpenReq, OwnedFrame, ProtocolVersion, TypedMessage};

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
