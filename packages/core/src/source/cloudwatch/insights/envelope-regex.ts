/**
 * Regular expressions that find in the text of a record what field discovery does not reach: AWS
 * discovers the first 200 fields of an event, and Bedrock writes counts and caller behind the bodies.
 *
 * They must not take a key inside a prompt or an answer for one of the envelope. A key inside a string
 * has a backslash before its closing quote, so it never matches. A key of a nested object does not
 * match either: what follows its object is read up to the end of the record, and each brace of it is
 * accounted for, which leaves no doubt about the depth. What comes before the output's body cannot be
 * followed to the end; there the object has to close right before `,"output":{`, and records in which
 * that stands twice are told apart by `secondOutput`.
 *
 * What they do not understand they do not find. `…Anywhere` tells of the same key at whatever depth,
 * so that what was not found can be told from what is not there.
 *
 * Only what RE2, Java and JavaScript agree on is used. A slash would end the expression.
 */
const scalar = String.raw`"[^"\\]*"|[\w.+-]+`;
const restOfObject = String.raw`(?:\s*,\s*"\w+"\s*:\s*(?:${scalar}))*\s*\}`;
const restOfRecord = String.raw`(?:\s*,\s*"\w+"\s*:\s*(?:${scalar}|\{[^{}]*\}))*\s*\}\s*$`;
const beforeOutput = String.raw`\s*,\s*"output"\s*:\s*\{`;
const string = String.raw`"(?:[^"\\]|\\.)*"`;
const intervened = String.raw`"(?:amazon-bedrock-guardrailAction"\s*:\s*"INTERVENED|stopReason"\s*:\s*"guardrail_intervened)`;

/** A count of `input`, captured under a name. */
export function inputCount(key: string, name: string): string {
  return String.raw`"${key}"\s*:\s*(?<${name}>\d+)${restOfObject}(?:${beforeOutput}|${restOfRecord})`;
}

/** A count of `output`. */
export function outputCount(key: string, name: string): string {
  return String.raw`"${key}"\s*:\s*(?<${name}>\d+)${restOfObject}${restOfRecord}`;
}

/** The error code of a call that failed. */
export function errorCode(name: string): string {
  return String.raw`"errorCode"\s*:\s*"(?<${name}>[^"\\]*)"${restOfRecord}`;
}

/** The ARN of the caller. */
export function callerArn(name: string): string {
  return String.raw`"identity"\s*:\s*\{\s*"arn"\s*:\s*"(?<${name}>[^"\\]*)"[^{}]*\}${restOfRecord}`;
}

/** A tag that the caller sent along. */
export function requestTag(key: string, name: string): string {
  return String.raw`${tagsBefore(key)}"\s*:\s*"(?<${name}>[^"\\]*)"[^{}]*\}${restOfRecord}`;
}

/** Captures something where it is not sure which `"output"` ends the input. */
export function secondOutput(name: string): string {
  return String.raw`${beforeOutput}[\s\S]*,\s*(?<${name}>"output")\s*:\s*\{`;
}

/** Captures something where the output says that a guardrail intervened. */
export function guardedOutput(name: string): string {
  return String.raw`${beforeOutput}[\s\S]*${intervened}(?<${name}>")`;
}

/** The first digit of a count above 0 that one of the keys has. */
export function countAnywhere(keys: readonly string[], name: string): string {
  return String.raw`"(?:${keys.join('|')})"\s*:\s*(?<${name}>[1-9])`;
}

/** Captures something where a tag is there. */
export function tagAnywhere(key: string, name: string): string {
  return String.raw`${tagsBefore(key)}(?<${name}>")\s*:`;
}

/** Up to the closing quote of the tag's name. */
function tagsBefore(key: string): string {
  return String.raw`"requestMetadata"\s*:\s*\{\s*(?:${string}\s*:\s*${string}[\s,]*)*"${literal(key)}`;
}

/** A text as it stands; a slash and what has a meaning in a regular expression by its number. */
function literal(text: string): string {
  return text.replaceAll(
    /[^\w@# ]/g,
    (character) => String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
