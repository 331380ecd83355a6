import { createCanvas, loadImage } from '@napi-rs/canvas';

/** Size of an image in pixels, and how many colours it has: one that is blank has one. */
export async function lookAt(png: Uint8Array): Promise<{ width: number; height: number; colours: number }> {
  const image = await loadImage(png);
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, colours: new Set(new Uint32Array(data.buffer, data.byteOffset, width * height)).size };
}
