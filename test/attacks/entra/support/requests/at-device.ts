import { type AttackedRequest, formPost, pairsOf } from '../attacked-request.ts'
import { native } from '../target.ts'
import type { Issued } from './issued.ts'
import { v1, v2 } from './paths.ts'

const scope = 'openid api://attacked/Read'

/** Requests of devices, and of people who sign in on another. */
export const atDevice = (issued: Issued): readonly AttackedRequest[] => [
  {
    name: 'device authorization',
    method: 'POST',
    path: `${v2}/devicecode`,
    parameters: pairsOf({ client_id: native.appId, scope }),
    status: 200,
  },
  {
    ...formPost(`${v1}/devicecode`, { client_id: native.appId, resource: 'api://attacked' }),
    name: 'device authorization of version 1.0',
  },
  {
    name: 'device login',
    method: 'GET',
    path: '/common/oauth2/deviceauth',
    parameters: pairsOf({ otc: issued.userCode }),
    status: 200,
  },
  {
    name: 'device login, by form',
    method: 'POST',
    path: '/common/oauth2/deviceauth',
    parameters: pairsOf({ otc: issued.userCode }),
    status: 302,
  },
]
