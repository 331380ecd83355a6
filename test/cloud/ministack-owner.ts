import { startMiniStack } from './ministack.js';

/** A process that starts MiniStack, says where, and would go on for ever. */
const { endpoint, gateway, environment } = await startMiniStack({ auth: false });
process.send?.({ endpoint, gateway, home: environment.AWS_CONFIG_FILE });
setInterval(() => {}, 1000);
