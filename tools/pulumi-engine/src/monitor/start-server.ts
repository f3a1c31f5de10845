import { callbackify } from 'node:util';

import * as grpc from '@grpc/grpc-js';

export interface EngineServer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  close(): void;
}

type Answer = (request: never) => unknown;

export interface Service {
  readonly definition: grpc.ServiceDefinition;
  /** By the method's name in the service. A method without an answer is reported. */
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Serves Pulumi's services on loopback; `onMissing` hears the name of each call nobody answers. */
export async function startServer(options: {
  services: readonly Service[];
  onMissing: (method: string) => void;
}): Promise<EngineServer> {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
  for (const { definition, answers } of options.services) {
    server.addService(definition, handlers({ definition, answers, onMissing: options.onMissing }));
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

function handlers({
  definition,
  answers,
  onMissing,
}: Service & { onMissing: (method: string) => void }): grpc.UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(definition).map(([method, { path }]) => [
      method,
      answers[method] === undefined ? refused(path, onMissing) : answered(answers[method]),
    ]),
  ) as grpc.UntypedServiceImplementation;
}

function answered(answer: Answer): grpc.handleUnaryCall<never, unknown> {
  const respond = callbackify(async (request: never) => answer(request));
  return (call, callback) => {
    respond(call.request, (error, response) =>
      callback(error && { code: grpc.status.UNKNOWN, details: messageOf(error) }, response),
    );
  };
}

function refused(
  path: string,
  onMissing: (method: string) => void,
): grpc.handleUnaryCall<never, unknown> {
  return (_call, callback) => {
    onMissing(path);
    callback({ code: grpc.status.UNIMPLEMENTED, details: `${path} is not answered here` });
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
