import { describe, expect, it } from 'vitest';

import type { AccessOptions } from '../access/access-options.ts';
import { createApiKey } from '../access/api-key.ts';
import { scopes, type Caller } from '../access/caller.ts';
import { authorizationServer, resource } from '../access/oauth/authorization-server.testing.ts';
import type { AppOptions } from '../http.ts';
import { bufferedHandlerOf } from './buffered-handler.ts';
import {
  functionUrlEvent,
  httpApiEvent,
  loadBalancerEvent,
  restApiEvent,
  type SampleRequest,
} from './events/sample-events.testing.ts';
import { initialize, messageOf, signedEvent, testContext } from './runtime.testing.ts';
import { serverWithApp } from './test-server.testing.ts';

const albHost = 'lambda-846800462-us-east-2.elb.amazonaws.com';
const { key, sha256 } = createApiKey();
const apiKeys = [{ name: 'ada', sha256 }];
const noKey = { apiKeyId: null };

function initializeWith(headers: Record<string, string>): SampleRequest {
  return { ...initialize, headers: { ...initialize.headers, ...headers } };
}

/** The answer to one event, and the subjects that the log names. */
async function answerTo(
  event: unknown,
  { access, ...app }: Omit<Partial<AppOptions>, 'access'> & { access?: AccessOptions } = {},
) {
  const server = serverWithApp({ ...app, ...(access !== undefined && { access }) });
  const { statusCode, body } = await bufferedHandlerOf(server)(event, testContext());
  const subjects = server.log.flatMap(({ subject }) =>
    typeof subject === 'string' ? [subject] : [],
  );
  return { status: statusCode, body, subjects, log: server.log };
}

describe('without keys and tokens in the settings', () => {
  it.each([
    ['API Gateway, by key', restApiEvent(initialize), 'key:a1b2c3d4e5'],
    ['a function URL, by signature', signedEvent(), /^iam:/],
  ])('whoever %s has let in is served under a name', async (_, event, subject) => {
    const answer = await answerTo(event);

    expect(answer.status).toBe(200);
    expect(answer.subjects).toEqual([expect.stringMatching(subject)]);
  });

  it.each([
    ['a REST API whose method requires no key', restApiEvent({ ...initialize, identity: noKey })],
    ['an HTTP API', httpApiEvent(initialize)],
    ['an open function URL', functionUrlEvent(initialize)],
  ])('nobody is served behind %s', async (_, event) => {
    const answer = await answerTo(event);

    expect(answer.status).toBe(401);
    expect(answer.body).toContain('let it require an API key or IAM');
    expect(answer.log).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        msg: expect.stringContaining('front door') as string,
      }),
    );
  });

  it('nobody is served behind a load balancer, under whatever name', async () => {
    const answer = await answerTo(loadBalancerEvent(initialize), { allowedHosts: [albHost] });

    expect(answer.status).toBe(401);
  });

  it.each(['a key of somebody', 'Bearer of something'])('%s opens nothing by itself', async () => {
    const headers = { 'x-api-key': key, authorization: `Bearer ${key}` };
    const event = functionUrlEvent(initializeWith(headers));

    expect((await answerTo(event)).status).toBe(401);
  });
});

/** Whom a header names. */
function believing({ headers }: Request): Caller | null {
  const text = headers.get('x-apigateway-event');
  if (text === null) return null;
  const { requestContext } = JSON.parse(text) as ReturnType<typeof restApiEvent>;
  return { subject: `key:${requestContext.identity.apiKeyId}`, scopes };
}

describe('a client that pretends to have been let in', () => {
  const forgeries: Record<string, string> = {
    'x-amzn-request-context': JSON.stringify(restApiEvent().requestContext),
    'x-apigateway-event': JSON.stringify(restApiEvent()),
    'x-apigateway-api-key-id': 'a1b2c3d4e5',
    'x-amzn-oidc-identity': 'ana',
    'x-amzn-iam-user-arn': 'arn:aws:iam::123456789012:root',
    'x-forwarded-user': 'key:a1b2c3d4e5',
  };

  it.each(Object.entries(forgeries))('in the header %s is 401', async (name, value) => {
    const event = functionUrlEvent(initializeWith({ [name]: value }));

    expect((await answerTo(event)).status).toBe(401);
  });

  it('in a header is served where a front door believes headers', async () => {
    const event = functionUrlEvent(initializeWith(forgeries));

    expect((await answerTo(event, { access: { frontDoor: believing } })).status).toBe(200);
    expect((await answerTo(event)).status).toBe(401);
  });

  it('in the body, the query or the path is 401', async () => {
    const requestContext = { identity: { apiKeyId: 'a1b2c3d4e5' } };
    const query = [['requestContext', JSON.stringify(requestContext)]] as const;
    const message = { id: 1, method: 'initialize', requestContext };

    expect((await answerTo(functionUrlEvent(messageOf(message, { query })))).status).toBe(401);
  });

  it('with the name of a key of the settings is 401', async () => {
    const event = functionUrlEvent(initializeWith({ 'x-api-key': 'ada' }));

    expect((await answerTo(event, { access: { apiKeys } })).status).toBe(401);
  });
});

describe('a session', () => {
  it('of one key of the gateway cannot be used with another', async () => {
    const server = serverWithApp();
    const handle = bufferedHandlerOf(server);
    const opened = await handle(restApiEvent(initialize), testContext());
    const headers = { 'Mcp-Session-Id': opened.headers?.['mcp-session-id'] ?? '' };
    const listing = messageOf({ id: 2, method: 'tools/list' }, { headers });

    const own = await handle(restApiEvent(listing), testContext());
    const others = await handle(
      restApiEvent({ ...listing, identity: { apiKeyId: 'z9y8x7w6v5' } }),
      testContext(),
    );

    expect([own.statusCode, others.statusCode]).toEqual([200, 404]);
  });
});

describe('with keys in the settings', () => {
  const access = { apiKeys };

  it('their holders are served where the front lets in everybody', async () => {
    const event = functionUrlEvent(initializeWith({ 'x-api-key': key }));
    const answer = await answerTo(event, { access });

    expect(answer.subjects).toEqual(['key:ada']);
  });

  it('whom the front has let in is served without one of them', async () => {
    const event = restApiEvent(initializeWith({ 'x-api-key': 'the key of the gateway' }));

    expect((await answerTo(event, { access })).subjects).toEqual(['key:a1b2c3d4e5']);
  });

  it('an unknown key is refused where the front lets in everybody', async () => {
    const event = functionUrlEvent(initializeWith({ 'x-api-key': 'unknown' }));

    expect((await answerTo(event, { access })).status).toBe(401);
  });
});

describe('with OAuth in the settings', () => {
  it('a key of the gateway is not enough: tokens decide', async () => {
    const issuer = await authorizationServer();
    const options = { access: { oauth: { issuer: issuer.issuer } }, publicUrl: resource };
    const token = await issuer.token({ scope: 'report:read' });

    const withKey = await answerTo(restApiEvent(initialize), options);
    const signed = await answerTo(signedEvent(), options);
    const withBoth = await answerTo(
      restApiEvent(
        initializeWith({ 'x-api-key': 'of the gateway', authorization: `Bearer ${token}` }),
      ),
      options,
    );

    expect([withKey.status, signed.status, withBoth.status]).toEqual([401, 401, 200]);
    expect(withBoth.subjects).toEqual([expect.stringMatching(/^token:/)]);
  });
});

describe('the name that a request was sent to', () => {
  it("is the front's own, whatever the Host header says, behind API Gateway", async () => {
    const event = restApiEvent(initializeWith({ Host: 'edge.example' }));

    expect((await answerTo(event)).status).toBe(200);
  });

  it.each([
    ['not known', undefined, 403],
    ['known', [albHost], 200],
  ])('is refused behind a load balancer where it is %s', async (_, allowedHosts, expected) => {
    const event = loadBalancerEvent(initializeWith({ 'x-api-key': key }));
    const answer = await answerTo(event, { access: { apiKeys }, allowedHosts });

    expect(answer.status).toBe(expected);
  });

  it('has to be there behind a load balancer', async () => {
    const { headers: { host: _, ...headers } = {}, ...event } = loadBalancerEvent(
      initializeWith({ 'x-api-key': key }),
    );

    expect((await answerTo({ ...event, headers }, { access: { apiKeys } })).status).toBe(403);
  });

  it('does not let in pages of elsewhere behind API Gateway', async () => {
    const event = restApiEvent(initializeWith({ Origin: 'https://evil.example' }));

    expect((await answerTo(event)).status).toBe(403);
  });
});
