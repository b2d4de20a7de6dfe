import { flatten } from '../fields/fields.ts'

/** A line as a container runtime wraps what a program wrote: who, when, and the program's own text. */
export interface WrappedLine {
  readonly service: string
  readonly rest: string
  /** As the wrapper wrote it; null when it wrote none. */
  readonly time: string | null
}

const compose = /^(?<service>[A-Za-z][\w.-]{0,60}?)(?<padding> +)\| ?(?<rest>.*)$/
const kubectl = /^\[(?<service>(?:pod\/)?[\w.-]+(?:\/[\w.-]+)?)\] (?<rest>.*)$/
const cri = /^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) [FP] (?<rest>.*)$/

/** Reads docker compose, kubectl --prefix, the CRI's files of Kubernetes and Docker's json-file; null for any other line. */
export function unwrapped(line: string): WrappedLine | null {
  const groups = (compose.exec(line) ?? kubectl.exec(line))?.groups
  if (groups) return { service: groups['service'] ?? '', rest: groups['rest'] ?? '', time: null }
  const pod = cri.exec(line)?.groups
  if (pod) return { service: '', rest: pod['rest'] ?? '', time: pod['time'] ?? null }
  return line.startsWith('{"') && line.includes('"log":') && line.includes('"stream":') ? dockerLine(line) : null
}

function dockerLine(line: string): WrappedLine | null {
  try {
    const values = flatten(JSON.parse(line))
    const { log, stream, time } = values
    if (typeof log !== 'string' || typeof stream !== 'string') return null
    const service =
      values['attrs.tag'] ??
      values['kubernetes.container_name'] ??
      values['kubernetes.labels.app'] ??
      values['container_name'] ??
      ''
    return { service: String(service), rest: log.replace(/\r?\n$/, ''), time: typeof time === 'string' ? time : null }
  } catch {
    return null
  }
}
