/** Prompt files: loading, typed variables, content hashes. */
export { type LibraryOptions, loadPrompts, type PromptLibrary } from './library.ts'
export type { Message, Prompt, PromptRole, PromptValues } from './prompt.ts'
export { dataBlock, renderPrompt } from './render.ts'
export { differencesBetween, type DiffLine } from './differences.ts'
