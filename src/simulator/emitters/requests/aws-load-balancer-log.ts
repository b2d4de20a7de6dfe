import { mixSeed } from '../../../queueing/index.ts'
import type { Served } from '../../world/served.ts'
import { visitorOf } from '../../world/visitor.ts'
import { addressOf, portOf } from '../addresses.ts'
import { type EmitContext, type Emitter, fill, loggedRequests } from '../emitter.ts'

/** An AWS application load balancer's access log: a line when the answer had been sent; what took no part is -1 or a dash. */
export const awsLoadBalancerLog: Emitter = (context) => ({
  kind: 'lines',
  entries: loggedRequests(context.world, context.file)
    .map((request) => ({ at: request.endedAt, record: true, text: line(context, request) }))
    .sort((a, b) => a.at - b.at)
})

function line({ world, clock }: EmitContext, request: Served): string {
  const { application } = world.scenario.service
  const { citizen, route, instance, at, endedAt, parameters, failure, status } = request
  const { address, userAgent } = visitorOf(world, citizen)
  const host = `${application}.${world.organisation.domain}`
  const micros = (ms: number): string =>
    `${clock.utc(Math.floor(ms)).slice(0, -1)}${String(Math.floor((ms % 1) * 1000)).padStart(3, '0')}Z`
  const hex = (salt: string): string => mixSeed(world.seed, `${salt}/${request.id}`).toString(16).padStart(8, '0')
  // The balancer itself answers when no target took the request, or none answered in time.
  const answered = instance !== null && !['proxy-timeout', 'interrupted', 'refused'].includes(failure?.kind ?? '')
  const seconds = (Math.max(1, endedAt - at) / 1000).toFixed(3)
  const target = instance === null ? '-' : `${addressOf(world, instance)}:8080`
  const times = answered ? `0.000 ${seconds} 0.000` : instance === null ? '-1 -1 -1' : '0.000 -1 -1'
  const group = `arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/${application}/73e2d6bc24d8a067`
  const certificate = 'arn:aws:acm:eu-west-2:123456789012:certificate/5f2e0a41-1c0b-4b7a-9a51-2f64f1f0c9aa'
  const trace = `Root=1-${Math.floor(clock.epoch(at) / 1000).toString(16)}-${hex('a')}${hex('b')}${hex('c')}`
  return [
    `h2 ${micros(endedAt)} app/${application}/50dc6c495c0c9188 ${address}:${portOf(citizen)} ${target} ${times}`,
    `${status} ${answered ? status : '-'} ${180 + (request.id % 400)} ${request.bytes}`,
    `"${route.method} https://${host}:443${fill(route.target, parameters)} HTTP/2.0" "${request.userAgent ?? userAgent}"`,
    `ECDHE-RSA-AES128-GCM-SHA256 TLSv1.3 ${group} "${trace}" "${host}" "${certificate}" 0 ${micros(at)} "forward" "-" "-"`,
    `"${target}" "${answered ? status : '-'}" "-" "-"`
  ].join(' ')
}
