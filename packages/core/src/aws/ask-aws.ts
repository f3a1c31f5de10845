import { awsError, type AwsCall } from './aws-error.ts';

/** One call whose client tries again by itself: its error as a sentence that says what to do. */
export async function askAws<T>(call: AwsCall, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw awsError(error, call);
  }
}

/** Lets a call be given up. */
export function callOptions(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
