//! The camera, as a value: while it lives, the light is on.
//!
//! The page switches and shows it, but never reads a pixel: it passes the stream on.

use gloo::events::EventListener;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlVideoElement, MediaDeviceInfo, MediaDeviceKind, MediaDevices, MediaStream,
    MediaStreamConstraints, MediaStreamTrack, MediaTrackConstraints, PermissionState,
    PermissionStatus, ReadableStream,
};

use crate::{flow::CameraUse, task::within};

/// Timeout for the browser's answer about cameras, in milliseconds.
const ANSWER_MS: u32 = 3_000;

/// A running camera. Dropping it stops every track.
pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
    _unplugged: EventListener,
}

/// What a video element shows while the camera is on.
///
/// A newtype without `Clone`: `MediaStream::clone` is a method of JavaScript that makes new tracks,
/// which would go on filming after those of the camera have stopped.
#[derive(Clone)]
pub struct Preview(MediaStream);

/// Why there is no camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CameraError {
    /// None is connected.
    #[error("no camera is connected")]
    Absent,
    /// The browser may not use it.
    #[error("the browser may not use the camera")]
    Refused,
    /// The browser may use it, and the operating system does not let it.
    #[error("the operating system does not let the browser use the camera")]
    Blocked,
    /// It is in use elsewhere, or broken.
    #[error("the camera does not start")]
    Broken,
}

/// Which of a device's cameras is used, as far as there is a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    /// The one above the screen.
    Front,
    /// The one at the back, for an officer who holds the device.
    Rear,
}

impl Facing {
    /// For a device that an officer holds, or a kiosk that stands by itself.
    pub fn of(is_held: bool) -> Self {
        if is_held { Self::Rear } else { Self::Front }
    }

    /// Its name in the Media Capture specification.
    pub fn mode(self) -> &'static str {
        match self {
            Self::Front => "user",
            Self::Rear => "environment",
        }
    }
}

impl Camera {
    /// Switches the camera on. `unplugged` is called when it stops by itself.
    pub async fn open(
        purpose: CameraUse,
        facing: Facing,
        unplugged: impl FnMut(&web_sys::Event) + 'static,
    ) -> Result<Self, CameraError> {
        let stream = match stream(purpose, facing).await {
            // The browser has the permission, so the operating system refuses.
            Err(CameraError::Refused) if permission().await == Some(PermissionState::Granted) => {
                return Err(CameraError::Blocked);
            }
            stream => stream?,
        };
        let track: MediaStreamTrack = stream.get_video_tracks().get(0).unchecked_into();
        let unplugged = EventListener::new(&track, "ended", unplugged);
        Ok(Self { stream, track, _unplugged: unplugged })
    }

    /// For a video element.
    pub fn preview(&self) -> Preview {
        Preview(Clone::clone(&self.stream))
    }

    /// The camera's frames as a stream of `VideoFrame` that can be given to the worker, or
    /// nothing where the browser has no `MediaStreamTrackProcessor`.
    pub fn frames(&self) -> Option<ReadableStream> {
        let init = Object::new();
        Reflect::set(&init, &"track".into(), &self.track).ok()?;
        MediaStreamTrackProcessor::new(&init).ok().map(|processor| processor.readable())
    }
}

impl Preview {
    /// Shows the camera's picture in an element, or nothing any more.
    pub fn show(of: Option<&Self>, video: &HtmlVideoElement) {
        video.set_src_object(of.map(|Self(stream)| stream));
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

/// What the browser reports about its cameras without switching one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Whether one is listed.
    pub is_there: bool,
    /// What the browser says about their use, where it says anything.
    pub permission: Option<PermissionState>,
    /// The most pixels that any of them has across and down, where the browser says so.
    pub size: Option<[u32; 2]>,
}

impl Listed {
    /// Asks the browser.
    pub async fn read() -> Result<Self, CameraError> {
        let devices = JsFuture::from(devices()?.enumerate_devices().map_err(CameraError::from)?);
        let found = within(ANSWER_MS, devices).await.ok_or(CameraError::Broken)?;
        let found: Array = found.map_err(CameraError::from)?.unchecked_into();
        let cameras = found.iter().filter(|device| {
            device.unchecked_ref::<MediaDeviceInfo>().kind() == MediaDeviceKind::Videoinput
        });
        let cameras: Vec<_> = cameras.collect();
        Ok(Self {
            is_there: !cameras.is_empty(),
            permission: permission().await,
            size: cameras.iter().filter_map(size).max(),
        })
    }

    /// Whether a camera may be used. After a refusal only an explicit permission counts.
    pub fn is_usable(self, was_refused: bool) -> Result<(), CameraError> {
        match self.permission {
            _ if !self.is_there => Err(CameraError::Absent),
            Some(PermissionState::Granted) => Ok(()),
            Some(PermissionState::Denied) => Err(CameraError::Refused),
            _ if was_refused => Err(CameraError::Refused),
            _ => Ok(()),
        }
    }

    /// Whether there may be a camera though none is listed: some browsers list theirs only to a page
    /// that may use them.
    pub fn may_hide_one(self) -> bool {
        let is_settled =
            matches!(self.permission, Some(PermissionState::Granted | PermissionState::Denied));
        !self.is_there && !is_settled
    }
}

/// The most pixels that a camera has, where the browser says so: `InputDeviceInfo.getCapabilities`,
/// which web-sys and Firefox do not have.
fn size(camera: &JsValue) -> Option<[u32; 2]> {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok();
    let ask: Function = get(camera, "getCapabilities")?.dyn_into().ok()?;
    let capabilities = ask.call0(camera).ok()?;
    let most = |name| Some(get(&get(&capabilities, name)?, "max")?.as_f64()? as u32);
    Some([most("width")?, most("height")?])
}

async fn stream(purpose: CameraUse, facing: Facing) -> Result<MediaStream, CameraError> {
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&video(purpose, facing));
    let asked =
        devices()?.get_user_media_with_constraints(&constraints).map_err(CameraError::from)?;
    Ok(JsFuture::from(asked).await.map_err(CameraError::from)?.unchecked_into())
}

/// Calls `changed` when a camera comes or goes.
pub fn on_change(changed: impl FnMut(&web_sys::Event) + 'static) -> Option<EventListener> {
    Some(EventListener::new(devices().ok()?.as_ref(), "devicechange", changed))
}

/// The browser's media devices, which exist only on pages served over HTTPS.
fn devices() -> Result<MediaDevices, CameraError> {
    let devices =
        gloo::utils::window().navigator().media_devices().map_err(|_| CameraError::Refused)?;
    let opens = Reflect::get(&devices, &"getUserMedia".into());
    if opens.is_ok_and(|method| method.is_function()) {
        Ok(devices)
    } else {
        Err(CameraError::Refused)
    }
}

/// What the browser says about the camera, where it says anything.
async fn permission() -> Option<PermissionState> {
    let query = Object::new();
    Reflect::set(&query, &"name".into(), &"camera".into()).ok()?;
    let asked = gloo::utils::window().navigator().permissions().ok()?.query(&query).ok()?;
    let status = within(ANSWER_MS, JsFuture::from(asked)).await?.ok()?;
    let status: PermissionStatus = status.unchecked_into();
    Some(status.state())
}

fn video(purpose: CameraUse, facing: Facing) -> MediaTrackConstraints {
    let (width, height) = match purpose {
        CameraUse::Document => (1920, 1080),
        CameraUse::Face => (1280, 720),
    };
    let constraints = MediaTrackConstraints::new();
    constraints.set_width(&ideal(width));
    constraints.set_height(&ideal(height));
    constraints.set_facing_mode(&facing.mode().into());
    constraints
}

fn ideal(pixels: u32) -> JsValue {
    let range = web_sys::ConstrainDoubleRange::new();
    range.set_ideal(f64::from(pixels));
    range.into()
}

impl From<JsValue> for CameraError {
    /// Maps the name of the `DOMException`, as in the Media Capture specification.
    fn from(thrown: JsValue) -> Self {
        let name = Reflect::get(&thrown, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotFoundError" | "OverconstrainedError") => Self::Absent,
            Some("NotAllowedError" | "SecurityError") => Self::Refused,
            _ => Self::Broken,
        }
    }
}

// web-sys has this only behind `--cfg=web_sys_unstable_apis`.
#[wasm_bindgen]
extern "C" {
    type MediaStreamTrackProcessor;
    #[wasm_bindgen(constructor, catch)]
    fn new(init: &Object) -> Result<MediaStreamTrackProcessor, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn readable(this: &MediaStreamTrackProcessor) -> ReadableStream;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_that_an_officer_holds_uses_its_rear_camera() {
        assert_eq!(Facing::of(true).mode(), "environment");
        assert_eq!(Facing::of(false).mode(), "user");
    }
}
