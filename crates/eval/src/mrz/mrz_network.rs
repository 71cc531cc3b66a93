//! The network of crate `mrz`, compiled as for the worker.

use std::{fs, path::Path};

use mrz::GreyFrame;
use network::{Network, Plan};

use crate::Error;

/// A compiled network, of which each thread runs a copy.
pub(super) struct MrzNetwork {
    plan: Plan,
}

impl MrzNetwork {
    /// Compiles `mrz/mrz.onnx` in this folder.
    pub(super) fn read(models: &Path) -> Result<Self, Error> {
        let file = models.join("mrz/mrz.onnx");
        let onnx = fs::read(&file).map_err(Error::reading(&file))?;
        let plan = compile::compile_shape(&onnx, [1, 32, 768], &["scores".to_owned()])
            .map_err(Error::content(&file))?;
        Ok(Self { plan })
    }

    /// A copy with buffers of its own.
    pub(super) fn copy(&self) -> Network {
        Network::new(self.plan.clone())
    }
}

/// A picture in grey.
pub(super) struct GreyPicture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl GreyPicture {
    /// Decodes a file.
    pub(super) fn read(file: &Path) -> Result<Self, Error> {
        let bytes = fs::read(file).map_err(Error::reading(file))?;
        let grey = image::load_from_memory(&bytes).map_err(Error::content(file))?.into_luma8();
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let picture = Self { width, height, pixels: grey.into_raw() };
        Ok(picture.with_margin())
    }

    /// Pictures of single lines may be lower than a frame can be: the outer rows are repeated.
    fn with_margin(mut self) -> Self {
        while self.height < 16 && self.height > 0 {
            let last = self.pixels[(self.height - 1) * self.width..].to_vec();
            self.pixels.extend(last);
            self.height += 1;
        }
        self
    }

    /// The picture as a frame.
    pub(super) fn frame(&self) -> Result<GreyFrame<'_>, mrz::MrzError> {
        GreyFrame::new(self.width, self.height, &self.pixels)
    }
}
