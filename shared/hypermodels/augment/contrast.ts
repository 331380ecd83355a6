/** Moves the values of one image, [pixels, channels] in row-major order, away from their channel's mean by `ratio`. */
export function adjustContrast(image: Float32Array, channels: number, ratio: number, output: Float32Array): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let index = channel; index < image.length; index += channels) sum += image[index] as number;
    const mean = (sum * channels) / image.length;
    for (let index = channel; index < image.length; index += channels) {
      output[index] = mean + ratio * ((image[index] as number) - mean);
    }
  }
}
