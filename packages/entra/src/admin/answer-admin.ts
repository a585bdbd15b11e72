import { type Answer, json } from '../answer.ts'
import type { Fault } from '../faults/fault.ts'
import { type KeyAction, keyActions } from '../key-ring.ts'
import type { EntraControl } from './control.ts'

/** What one path of the admin listener does for one method; it gets the JSON that was sent. */
type Order = (control: EntraControl, sent: Readonly<Record<string, unknown>>) => unknown

const isKeyAction = (value: unknown): value is KeyAction => keyActions.some((action) => action === value)

/** A wrong order: told with status 400. */
const wrong = (message: string): Error => Object.assign(new Error(message), { code: 'ERR_ENTRA_ORDER' })

/** Wants these members and no others. */
function only(sent: Readonly<Record<string, unknown>>, name: string): unknown {
  const other = Object.keys(sent).find((each) => each !== name)
  if (other !== undefined) throw wrong(`The only member that is known here is ${name}.`)
  return sent[name]
}

const state: Order = (control) => control.state()
const faults: Order = (control) => ({ faults: control.state().faults })

/** Everything that the admin listener does. */
const orders: ReadonlyMap<string, Readonly<Record<string, Order>>> = new Map<string, Record<string, Order>>([
  ['/state', { GET: state }],
  [
    '/faults',
    {
      GET: faults,
      POST(control, sent) {
        // The control checks what it is given.
        control.addFault(sent as unknown as Fault)
        return faults(control, {})
      },
      DELETE(control) {
        control.clearFaults()
        return faults(control, {})
      },
    },
  ],
  [
    '/keys',
    {
      async POST(control, sent) {
        const action = only(sent, 'action')
        if (!isKeyAction(action)) throw wrong(`action has to be one of ${keyActions.join(', ')}.`)
        await control.changeKeys(action)
        return { keys: control.state().keys }
      },
    },
  ],
  [
    '/clock',
    {
      POST(control, sent) {
        const seconds = only(sent, 'seconds')
        if (typeof seconds !== 'number')
          throw wrong('seconds has to be a number, by which the clock moves on.')
        control.moveClock(seconds)
        const { clockOffset, now } = control.state()
        return { now, clockOffset }
      },
    },
  ],
  [
    '/reset',
    {
      async POST(control) {
        await control.reset()
        return control.state()
      },
    },
  ],
])

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('The body is no JSON.')
  }
}

function readOrder(body: string): Readonly<Record<string, unknown>> {
  const sent = body === '' ? {} : parse(body)
  if (typeof sent === 'object' && sent !== null && !Array.isArray(sent))
    return sent as Record<string, unknown>
  throw wrong('The body has to be one JSON object.')
}

/** Errors that were made for whoever sends the order. */
const isTold = (error: unknown): error is Error & { mistakes?: readonly unknown[] } =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_ENTRA_')

/**
 * Answers one order to the admin listener: 200 with JSON; 400 with what is wrong, in a sentence and, for a fault, as all
 * its `mistakes`; 404 and 405 with what there is.
 */
export async function answerAdmin(
  control: EntraControl,
  method: string,
  path: string,
  body: string,
): Promise<Answer> {
  const methods = orders.get(path)
  if (methods === undefined) return json(404, { error: `There are ${[...orders.keys()].join(', ')} here.` })
  const order = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (order === undefined) {
    const allow = Object.keys(methods).join(', ')
    return json(405, { error: `This path allows ${allow} only.` }, { allow })
  }
  try {
    return json(200, await order(control, readOrder(body)))
  } catch (error) {
    if (!isTold(error)) throw error
    return json(400, { error: error.message, ...(error.mistakes?.length && { mistakes: error.mistakes }) })
  }
}
