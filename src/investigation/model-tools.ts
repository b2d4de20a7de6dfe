import { designTools, evidenceTools } from '../evidence/index.ts'

/** `sql`: a function over a raw column can undo redaction. `frame`: the run's window is set, and told. Design has its own. */
const withheld: ReadonlySet<string> = new Set(['sql', 'frame', ...designTools])

/** The tools that a model may call. */
export const modelTools = evidenceTools.filter(({ name }) => !withheld.has(name))
