import { compose } from '../compose.ts'
import type { Gate } from './gate.ts'

/** Who took an explanation back does not lead with it. That it was proposed, and why it was given up, stays to be read. */
export const notWithdrawn: Gate = ({ hypothesis: { withdrawn } }) =>
  withdrawn ? { gate: 'not-withdrawn', passed: false, statement: compose('its proposer took it back: ', withdrawn) } : null
