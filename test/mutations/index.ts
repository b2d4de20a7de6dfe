import { facts } from './facts.ts'
import { files } from './files.ts'
import { judgement } from './judgement.ts'
import { lists } from './lists.ts'
import type { Operator } from './run-text.ts'
import { sentences } from './sentences.ts'

export type { Draw, Operator, RunText } from './run-text.ts'

/** Every way in which a good report is broken. */
export const operators: readonly Operator[] = [...sentences, ...judgement, ...facts, ...lists, ...files]
