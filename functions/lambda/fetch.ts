/** In the place of node-fetch, which TensorFlow.js asks for: Node.js has its own. */
export default globalThis.fetch;
