import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** An error as the client's own code gives it to the application. */
export interface ClientFailure {
  readonly name: string
  readonly message: string
  /** `String(error)`: what stands in a log. */
  readonly text: string
  readonly code?: string
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly errorNo?: string
  readonly subError?: string
  readonly claims?: string
  /** The issuer in metadata that were refused. */
  readonly issuer?: string
}

/** A call's outcome: what the client returned, or what it threw. */
export type Outcome<Result> = { readonly result: Result } | { readonly failure: ClientFailure }

/** A client in a process of its own. */
export interface ClientProcess {
  /** Calls a function of the client's. */
  call<Result>(method: string, ...given: readonly unknown[]): Promise<Outcome<Result>>
  /** Calls a function that has its user told something before it returns; throws if it returns first. */
  callThatTells<Result>(
    method: string,
    ...given: readonly unknown[]
  ): Promise<{ readonly told: Told; readonly outcome: Promise<Outcome<Result>> }>
  /** Ends the process. */
  end(): Promise<void>
}

/** What a person is shown: an address, a code. */
type Told = Readonly<Record<string, string>>

interface Message {
  readonly id?: number
  readonly told?: Told
}

/** Starts one of the programs of this folder, with a certificate authority that it trusts besides Node's own. */
export function startClient(program: 'msal-node' | 'openid-client', authorityFile: string): ClientProcess {
  const child = fork(fileURLToPath(new URL(`${program}.mjs`, import.meta.url)), {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authorityFile, NODE_OPTIONS: '' },
    // Accounts hold maps.
    serialization: 'advanced',
    execArgv: [],
  })
  const exit = once(child, 'exit')
  const ended = exit.then(() => Promise.reject(new Error(`${program} ended before it answered`)))
  ended.catch(() => undefined)
  const messages = (isWanted: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve) => {
      const listen = (message: Message): void => {
        if (!isWanted(message)) return
        child.off('message', listen)
        resolve(message)
      }
      child.on('message', listen)
    })
  let last = 0
  async function call<Result>(method: string, ...given: readonly unknown[]): Promise<Outcome<Result>> {
    const id = (last += 1)
    const answer = messages((message) => message.id === id)
    child.send({ id, method, given })
    return (await Promise.race([answer, ended])) as Outcome<Result>
  }
  return {
    call,
    async callThatTells<Result>(method: string, ...given: readonly unknown[]) {
      const message = messages(({ told }) => told !== undefined)
      const outcome = call<Result>(method, ...given)
      const tooSoon = outcome.then((early) => {
        throw new Error(`${method} told nothing: ${JSON.stringify(early)}`)
      })
      tooSoon.catch(() => undefined)
      return { told: (await Promise.race([message, tooSoon])).told ?? {}, outcome }
    },
    async end() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** What a call returned. Throws if it failed. */
export function resultOf<Result>(outcome: Outcome<Result>): Result {
  if ('failure' in outcome) throw new Error(`${outcome.failure.text} (${outcome.failure.errorMessage ?? ''})`)
  return outcome.result
}

/** What a call threw. Throws if it did not fail. */
export function failureOf(outcome: Outcome<unknown>): ClientFailure {
  if (!('failure' in outcome)) throw new Error('the call did not fail')
  return outcome.failure
}
