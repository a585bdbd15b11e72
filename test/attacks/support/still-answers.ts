import { rawGet } from './raw-request.ts'
import { expectRefusal } from './readable-no.ts'

/** Checks that the gateway lives after an attack: somebody without a session is told so, as ever. */
export const expectStillAnswers = async (port: number, host: string): Promise<void> => {
  const answer = await rawGet(port, host, '/', ['Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty'])
  expectRefusal(answer, 'session/missing')
}
