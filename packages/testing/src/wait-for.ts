// @boundaries-ignore tests wait as `npm start` does
export { waitFor } from '../../../scripts/launcher/wait-for.ts';
