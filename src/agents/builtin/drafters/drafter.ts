import type { Evidence } from '../../../domain/index.ts'
import type { FindingDraft } from '../../roles.ts'

/** Reads one tool's evidence into findings; `all` is everything the task asked, for what needs two pieces. */
export type Drafter = (evidence: Evidence, all: readonly Evidence[]) => FindingDraft[]
