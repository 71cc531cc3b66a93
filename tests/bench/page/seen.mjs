// The inputs of the engines: camera frames, a document photo, tensors.
export const WIDTH = 640;
export const HEIGHT = 480;

const frames = new Map();

/** Fetches a frame, and stores it for later calls. */
export async function frame(name) {
  if (!frames.has(name)) {
    const pixels = new Uint8ClampedArray(await bytes(`/frames/${name}`).then((it) => it.buffer));
    frames.set(name, new ImageData(pixels, WIDTH, HEIGHT));
  }
  return frames.get(name);
}

export async function bytes(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export const picture = async (address) => createImageBitmap(new Blob([await bytes(address)]));

/** A tensor of pseudo-random bytes, each different from its neighbours. */
export function tensor({ mean, std }, [width, height]) {
  const pixels = width * height;
  return Float32Array.from({ length: 3 * pixels }, (_, at) => {
    const channel = Math.floor(at / pixels);
    return ((Math.imul(at + 1, 0x9e3779b1) >>> 24) - mean[channel]) / std[channel];
  });
}
