/** Signatures learned from past verdicts, kept on this machine, and what a new run has in common with them. */
export { keepPattern, patternNamed, readPatterns, removePattern } from './library.ts'
export { Pattern, patternOf, type Signature, signatureOf } from './pattern.ts'
export { type Resemblance, resemblanceOf, resembling } from './resemblance.ts'
