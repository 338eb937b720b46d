// @boundaries-ignore tests start servers with the very code that `npm start` uses
export { freePort } from '../../../scripts/launcher/free-port.ts';
