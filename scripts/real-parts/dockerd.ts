import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './lock.ts'
import { cacheFolder, missing, reportStep, type Missing } from './part.ts'

/** The private engine's folder: its socket, data, log, and who uses it. */
export const engineFolder = cacheFolder('engine')
export const engineSocket = join(engineFolder, 'docker.sock')

const leaseFolder = join(engineFolder, 'leases')
const keepFile = join(engineFolder, 'keep')
const pidFile = join(engineFolder, 'dockerd.pid')
const startLimit = 60_000

/**
 * Starts the private engine unless it answers already. Each process that uses it holds a lease;
 * `releaseEngine` ends the engine with the last lease, so that concurrent test runs can share it.
 */
export async function startEngine(env: NodeJS.ProcessEnv): Promise<Missing | undefined> {
  if (engineSocket.length > 100) return missing(`${engineSocket} is too long for a Unix socket; set BAKEWELL_CACHE to a shorter path`)
  mkdirSync(leaseFolder, { recursive: true })
  writeFileSync(leaseFile(), '')
  if (await answers(engineSocket)) return undefined
  const failure = await launch(env, [])
  if (failure === undefined || !/iptables|nftables/i.test(failure.missing)) return failure
  reportStep('the kernel has no packet filter, so the engine runs without one')
  return launch(env, ['--iptables=false', '--ip6tables=false', '--bridge=none'])
}

/** Gives this process's lease back and ends the engine when nobody else uses it, unless it is to be kept. */
export async function releaseEngine(): Promise<void> {
  rmSync(leaseFile(), { force: true })
  if (!existsSync(keepFile) && !hasLiveLease()) await stopEngine()
}

/** Leaves the engine running after the last lease has gone, until `stopEngine`. */
export function keepEngine(): void {
  writeFileSync(keepFile, '')
}

/** Ends the private engine with its containers, whoever uses it. Its data stays for the next start. */
export async function stopEngine(): Promise<void> {
  rmSync(keepFile, { force: true })
  const pid = readEnginePid()
  if (pid === undefined) return
  reportStep(`stopping the Docker engine ${pid}`)
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; isAlive(pid) && waited < 20_000; waited += 100) await sleep(100)
  if (isAlive(pid)) process.kill(pid, 'SIGKILL')
}

/** Whether a Docker engine answers on this socket. */
export function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    ping.on('timeout', () => ping.destroy())
    ping.on('error', () => resolve(false))
    ping.end()
  })
}

async function launch(env: NodeJS.ProcessEnv, extraArgs: readonly string[]): Promise<Missing | undefined> {
  reportStep(`starting a Docker engine on ${engineSocket}`)
  const logFile = join(engineFolder, 'dockerd.log')
  const log = openSync(logFile, 'w')
  const folders = ['--data-root', join(engineFolder, 'data'), '--exec-root', join(engineFolder, 'exec'), '--pidfile', pidFile]
  const engine = spawn('dockerd', [...folders, '-H', `unix://${engineSocket}`, ...extraArgs], { env, stdio: ['ignore', log, log], detached: true })
  closeSync(log)
  let ended = ''
  engine.on('error', (error) => (ended = error.message))
  engine.on('exit', (code) => (ended = `dockerd ended with ${code}`))
  engine.unref()
  const started = Date.now()
  while (Date.now() - started < startLimit && ended === '') {
    if (await answers(engineSocket)) return undefined
    await sleep(100)
  }
  if (ended === '') engine.kill('SIGKILL')
  return missing(`${ended || `dockerd did not answer within ${startLimit / 1000} s`}: ${lastProblem(logFile)}`)
}

function lastProblem(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n')
  return lines.findLast((line) => /level=(error|fatal)|failed/.test(line)) ?? lines.at(-1) ?? 'no output'
}

function leaseFile(): string {
  return join(leaseFolder, String(process.pid))
}

function hasLiveLease(): boolean {
  let live = false
  for (const name of readdirSync(leaseFolder)) {
    if (isAlive(Number(name))) live = true
    else rmSync(join(leaseFolder, name), { force: true })
  }
  return live
}

function readEnginePid(): number | undefined {
  if (!existsSync(pidFile)) return undefined
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  return Number.isNaN(pid) || !isAlive(pid) ? undefined : pid
}
