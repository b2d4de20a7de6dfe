/** Chat models by name, within limits; what goes wrong on the wire has a name. */
export { chatModelOf } from './chat-model.ts'
export { createModel, type ModelHandle, type ModelSettings } from './create.ts'
export type {
  ExchangeMessage,
  Line,
  ModelReply,
  ModelRequest,
  ModelUsage,
  RequestAbout,
  Send,
  ToolRequest,
  ToolSpec
} from './exchange.ts'
export { guardedSend, type GuardOptions, type ModelCall } from './guard.ts'
export { ModelFault, type ModelFaultKind, modelFaultOf } from './http.ts'
export { langchainSend } from './langchain-send.ts'
export { createPostbox, type Postbox, type PostboxOptions } from './manual/postbox.ts'
export { type WaitingRequest, waitingRequests } from './manual/waiting.ts'
export { createLimiter, type Limiter, type ModelLimits } from './limits.ts'
export { parseModelName } from './model-name.ts'
export { probeModel, type Probe } from './probe.ts'
export { withRetries, type RetryOptions } from './retry.ts'
export { signatureOf } from './shape.ts'
