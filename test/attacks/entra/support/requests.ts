import type { AttackedRequest } from './attacked-request.ts'
import { atDevice } from './requests/at-device.ts'
import { atSignIn } from './requests/at-sign-in.ts'
import { atToken } from './requests/at-token.ts'
import { elsewhere } from './requests/elsewhere.ts'
import type { Issued } from './requests/issued.ts'

/** One request for everything that the server does. */
export const requestsWith = (issued: Issued): readonly AttackedRequest[] => [
  ...atSignIn(issued),
  ...atToken(issued),
  ...atDevice(issued),
  ...elsewhere,
]
