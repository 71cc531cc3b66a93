//! Reads pixels from the browser's frames, bitmaps and files, and overwrites every copy.

use face::image::Photo;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d, ReadableStream,
    ReadableStreamDefaultReader,
};
use zeroize::Zeroizing;

use crate::watch::FrameSource;

/// The browser did not hand the pixels over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The browser did not hand the pixels over.
    #[error("the browser did not hand the pixels over")]
    Browser,
    /// The file has more bytes than [`MAX_FILE`].
    #[error("the file has too many bytes")]
    TooLarge,
}

/// The largest file that is read, in bytes.
pub const MAX_FILE: f64 = 64.0 * 1024.0 * 1024.0;

/// Timeout for reading a file, in milliseconds: less than the page waits for the worker.
const READ_MS: u32 = 6_000;

/// The frames of a camera, one at a time. The browser drops a frame that is not read in time.
pub struct Frames {
    reader: ReadableStreamDefaultReader,
    /// Outside of the program's memory, because that may move while the browser writes. It holds
    /// a picture for no longer than it takes to copy it.
    scratch: Uint8Array,
}

impl Frames {
    /// Reads from a stream of `VideoFrame`.
    pub fn new(stream: &ReadableStream) -> Result<Self, FrameError> {
        let reader = stream.get_reader().dyn_into().map_err(|_| FrameError::Browser)?;
        Ok(Self { reader, scratch: Uint8Array::new_with_length(0) })
    }

    /// The next frame, or nothing when the camera is off.
    pub async fn next(&mut self) -> Result<Option<Photo>, FrameError> {
        let read = JsFuture::from(self.reader.read()).await?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let frame: VideoFrame = Reflect::get(&read, &"value".into())?.unchecked_into();
        let photo = self.copy(&frame).await;
        frame.close();
        photo.map(Some)
    }

    async fn copy(&mut self, frame: &VideoFrame) -> Result<Photo, FrameError> {
        if !frame.is_as_shown() {
            let (width, height) = (frame.display_width(), frame.display_height());
            return from_canvas(width, height, |canvas| {
                canvas.draw_frame(frame, 0.0, 0.0, width.into(), height.into())
            });
        }
        let options = Object::new();
        Reflect::set(&options, &"format".into(), &"RGBA".into())?;
        let length = frame.allocation_size(&options)?;
        if self.scratch.length() != length {
            self.scratch = Uint8Array::new_with_length(length);
        }
        JsFuture::from(frame.copy_to(&self.scratch, &options)?).await?;
        let visible = frame.visible_rect();
        let rgba = Zeroizing::new(self.scratch.to_vec());
        self.scratch.fill(0, 0, length);
        photo(visible.width() as usize, visible.height() as usize, &rgba)
    }
}

impl FrameSource for Frames {
    async fn next_frame(&mut self) -> Option<Photo> {
        self.next().await.ok().flatten()
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // An error from `cancel` does not matter: the stream is not read any more.
        let _ = self.reader.cancel();
    }
}

impl VideoFrame {
    /// Whether its pixels are square and the right way up. Android's cameras turn them, and those
    /// of some other devices give pixels of another shape.
    fn is_as_shown(&self) -> bool {
        let pixels = self.visible_rect();
        let is_square = pixels.width() == f64::from(self.display_width())
            && pixels.height() == f64::from(self.display_height());
        // A browser without these properties returns `undefined`.
        is_square && self.rotation().unwrap_or(0.0) == 0.0 && !self.flip().unwrap_or(false)
    }
}

/// The pixels of a bitmap, which is empty afterwards.
pub fn from_bitmap(bitmap: &ImageBitmap) -> Result<Photo, FrameError> {
    from_canvas(bitmap.width(), bitmap.height(), |canvas| {
        canvas.draw_bitmap(bitmap, 0.0, 0.0)?;
        bitmap.close();
        Ok(())
    })
}

/// The pixels that `draw` draws.
fn from_canvas(
    width: u32,
    height: u32,
    draw: impl FnOnce(&Canvas) -> Result<(), JsValue>,
) -> Result<Photo, FrameError> {
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let canvas = OffscreenCanvas::new(width, height)?;
    let context =
        canvas.get_context_with_context_options("2d", &options)?.ok_or(FrameError::Browser)?;
    draw(context.unchecked_ref())?;
    let context: OffscreenCanvasRenderingContext2d = context.unchecked_into();
    let data = context.get_image_data(0.0, 0.0, width.into(), height.into())?;
    context.clear_rect(0.0, 0.0, width.into(), height.into());
    let pixels: Uint8ClampedArray = Reflect::get(&data, &"data".into())?.unchecked_into();
    let rgba = Zeroizing::new(pixels.to_vec());
    pixels.fill(0, 0, pixels.length());
    photo(width as usize, height as usize, &rgba)
}

/// The bytes of a file. A device that was unplugged may never give them.
pub async fn read(file: &Blob) -> Result<Zeroizing<Vec<u8>>, FrameError> {
    if file.size() > MAX_FILE {
        return Err(FrameError::TooLarge);
    }
    // Without a timer there is no timeout.
    let late = Promise::new(&mut |_, reject| drop(set_timeout(&reject, READ_MS)));
    let read = Promise::race(&Array::of2(&file.array_buffer(), &late));
    let buffer = Uint8Array::new(&JsFuture::from(read).await?);
    let bytes = Zeroizing::new(buffer.to_vec());
    buffer.fill(0, 0, buffer.length());
    Ok(bytes)
}

fn photo(width: usize, height: usize, rgba: &[u8]) -> Result<Photo, FrameError> {
    Photo::from_rgba(width, height, rgba).map_err(|_| FrameError::Browser)
}

impl From<JsValue> for FrameError {
    fn from(_: JsValue) -> Self {
        Self::Browser
    }
}

// web-sys has this only behind `--cfg=web_sys_unstable_apis`.
#[wasm_bindgen]
extern "C" {
    type VideoFrame;
    #[wasm_bindgen(method)]
    fn close(this: &VideoFrame);
    #[wasm_bindgen(method, getter, js_name = visibleRect)]
    fn visible_rect(this: &VideoFrame) -> web_sys::DomRectReadOnly;
    #[wasm_bindgen(method, getter, js_name = displayWidth)]
    fn display_width(this: &VideoFrame) -> u32;
    #[wasm_bindgen(method, getter, js_name = displayHeight)]
    fn display_height(this: &VideoFrame) -> u32;
    /// Degrees, clockwise.
    #[wasm_bindgen(method, getter)]
    fn rotation(this: &VideoFrame) -> Option<f64>;
    /// Whether it is mirrored.
    #[wasm_bindgen(method, getter)]
    fn flip(this: &VideoFrame) -> Option<bool>;
    #[wasm_bindgen(method, catch, js_name = allocationSize)]
    fn allocation_size(this: &VideoFrame, options: &Object) -> Result<u32, JsValue>;
    #[wasm_bindgen(method, catch, js_name = copyTo)]
    fn copy_to(this: &VideoFrame, to: &Uint8Array, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: u32) -> Result<JsValue, JsValue>;
    /// A canvas's context, which draws a frame as it is to be seen.
    type Canvas;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw_frame(
        this: &Canvas,
        frame: &VideoFrame,
        x: f64,
        y: f64,
        width: f64,
        height: f64,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw_bitmap(this: &Canvas, bitmap: &ImageBitmap, x: f64, y: f64) -> Result<(), JsValue>;
}
