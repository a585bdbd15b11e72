import { expect } from 'vitest'
import type { AadstsCode } from '../../src/aadsts.ts'
import { answerOf, type Running } from '../running.ts'

/** How a refusal reached the caller. */
export type Outcome = {
  via: 'page' | 'redirect' | 'json'
  code: number
  error?: string | null
  status: number
}

const codeIn = (text: string): number => Number(/AADSTS(\d+): /.exec(text)?.[1])

/** Reads a refusal, whichever way it came, and checks what all of that way have in common. */
export async function outcomeOf(response: Response): Promise<Outcome> {
  const { status } = response
  if (status === 302) {
    const answer = answerOf(response)
    expect(answer.get('state')).toBe('state-1')
    const code = codeIn(answer.get('error_description') ?? '')
    expect(answer.get('error_uri')).toBe(`https://login.microsoftonline.com/error?code=${code}`)
    return { via: 'redirect', code, error: answer.get('error'), status }
  }
  const text = await response.text()
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    return { via: 'page', code: codeIn(text), status }
  }
  const body = JSON.parse(text) as { error: string; error_codes: number[]; error_description: string }
  expect(body.error_codes).toEqual([codeIn(body.error_description)])
  return { via: 'json', code: codeIn(body.error_description), error: body.error, status }
}

/** A refusal and how to provoke it. Pages carry no OAuth error. */
export type Case = [
  what: string,
  code: AadstsCode,
  via: Outcome['via'],
  error: string,
  (running: Running) => Promise<Response>,
]
