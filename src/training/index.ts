/** A run told as a lesson: its steps, the prompts behind them, and questions for the room. */
export { naiveSide } from './naive-side.ts'
export { keepVariant, promptFile } from './prompt-file.ts'
export { promptOfStep, type PromptShown } from './prompt-of-step.ts'
export { stepOfPrompt } from './step-of-prompt.ts'
export { type Teaching, teaching } from './teaching.ts'
