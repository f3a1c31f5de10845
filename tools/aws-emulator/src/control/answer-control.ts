import { z } from 'zod';
import type { Front } from '../front/front.ts';
import type { RawRequest } from '../front/raw-request.ts';
import type { Answer } from '../front/render-answer.ts';
import { controlOperations } from './control-operations.ts';
import { controlSchemas } from './control-schemas.ts';
import type { ControlOperation } from './control-schemas.ts';

/** `POST /_emulator/NAME` with JSON; answers `{result}` or `{error}`. */
export function answerControl(front: Front, name: string, request: RawRequest): Answer {
  if (!Object.hasOwn(controlSchemas, name)) {
    const known = Object.keys(controlSchemas).join(', ');
    return answer(404, { error: `The emulator cannot ${name}. It knows: ${known}.` });
  }
  const operation = name as ControlOperation;
  try {
    const text = request.body.toString('utf8');
    const checked = controlSchemas[operation].parse(text === '' ? {} : JSON.parse(text));
    const operations = controlOperations(front) as Record<string, (input: unknown) => unknown>;
    return answer(200, { result: operations[operation]?.(checked) ?? null });
  } catch (error) {
    return answer(400, { error: messageOf(error) });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

function answer(status: number, body: Record<string, unknown>): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
