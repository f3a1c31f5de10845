import type { RegisteredResource } from '../registered-resource.ts';
import { isSecret, secret } from '../values/marker.ts';

/**
 * Inputs come back as outputs, secret where they were; outputs that the SDK or the program names
 * as secret become so. As the engine and the providers do between them.
 */
export function hiddenOutputs(
  { inputs, additionalSecretOutputs }: RegisteredResource,
  computed: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const outputs: Record<string, unknown> = { ...inputs };
  for (const [name, value] of Object.entries(computed)) {
    outputs[name] = isSecret(inputs[name]) ? secret(value) : value;
  }
  for (const name of additionalSecretOutputs) {
    if (outputs[name] !== undefined) outputs[name] = secret(outputs[name]);
  }
  return outputs;
}
