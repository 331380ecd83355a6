/** In the place of TensorFlow.js's WebGL backend, which needs a browser. */
export const version_webgl = 'none';
