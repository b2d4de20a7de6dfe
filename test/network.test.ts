import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createIncidentFolder, smallIncident, startOpenAiServer } from '../src/testing/index.ts'
import { createInquestProcess, main } from './inquest-process.ts'
import { analyst } from './scripted-analyst.ts'

/** Says on stderr when a process connects, sends a datagram or asks for a name; pipes to child processes are no network. */
const watch = `
import net from 'node:net'
import dns from 'node:dns'
import dgram from 'node:dgram'
const tell = (what) => process.stderr.write('NETWORK ' + what + '\\n')
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) { tell('connect ' + JSON.stringify(args[0])); return connect.apply(this, args) }
for (const name of ['lookup', 'resolve']) { const was = dns[name]; dns[name] = (...args) => { tell(name + ' ' + args[0]); return was(...args) } }
const send = dgram.Socket.prototype.send
dgram.Socket.prototype.send = function (...args) { tell('datagram'); return send.apply(this, args) }
`

describe('the network', () => {
  it('is seen by the watch, so that its silence says something', async () => {
    const dial = 'import("node:net").then((net) => net.connect(9, "127.0.0.1").on("error", () => {}))'
    const { stderr } = await promisify(execFile)(process.execPath, ['--import', asModule(watch), '-e', dial])
    expect(stderr).toContain('NETWORK connect')
  })

  it('is not touched by an investigation and its check, also when keys and tracing are set in the environment', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    await using inquest = createInquestProcess()
    const env = {
      ...process.env,
      INQUEST_CACHE_DIR: join(inquest.cwd, 'cache'),
      OPENAI_API_KEY: 'not-a-key',
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'not-a-key',
      LANGCHAIN_TRACING_V2: 'true'
    }
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['--import', asModule(watch), main, ...args], { cwd: inquest.cwd, env })
    const investigated = await run('investigate', incident.folder, '--out', 'run')
    const verified = await run('verify', 'run')
    expect(investigated.stdout).toContain('Verdict: determined')
    expect(verified.stdout).toContain('It holds')
    expect(`${investigated.stderr}${verified.stderr}`).not.toContain('NETWORK')
  })

  it('is touched by a model’s investigation at the one endpoint that was named, and nowhere else', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    await using server = await startOpenAiServer((request) => analyst(request))
    await using inquest = createInquestProcess()
    const env = {
      ...process.env,
      INQUEST_CACHE_DIR: join(inquest.cwd, 'cache'),
      OPENAI_BASE_URL: server.baseUrl,
      LANGSMITH_TRACING: 'true',
      LANGSMITH_API_KEY: 'not-a-key',
      LANGCHAIN_TRACING_V2: 'true'
    }
    const args = ['investigate', incident.folder, '--model', 'openai:scripted', '--out', 'run']
    const { stderr } = await promisify(execFile)(process.execPath, ['--import', asModule(watch), main, ...args], {
      cwd: inquest.cwd,
      env
    })
    const touched = stderr.split('\n').filter((line) => line.startsWith('NETWORK'))
    expect(touched.length).toBeGreaterThan(0)
    const { port } = new URL(server.baseUrl)
    expect(
      touched.filter((line) => !(line.startsWith('NETWORK connect') && line.includes(`127.0.0.1`) && line.includes(port)))
    ).toEqual([])
  })
})

function asModule(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`
}
