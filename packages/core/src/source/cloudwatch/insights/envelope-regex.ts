/**
 * Regular expressions that find in the text of a record what field discovery does not reach: AWS
 * discovers the first 200 fields of an event, and Bedrock writes counts and caller behind the bodies.
 *
 * They must not take a key inside a prompt or an answer for one of the envelope. A key inside a string
 * has a backslash before its closing quote, so it never matches. A key of a nested object does not
 * match either: what follows the object that holds the key is read up to the end of the record, and
 * each brace of it is accounted for, which leaves no doubt about the depth. What comes before the
 * output body can not be followed to the end; there the key's object has to close right before
 * `,"output":{`, and records in which that stands twice are told apart by `secondOutput`.
 *
 * Only what RE2, Java and JavaScript agree on is used. A slash would end the expression.
 */
const scalar = String.raw`(?:"[^"\\]*"|[\w.+-]+)`;
const flatObject = String.raw`\{\s*(?:"[^"\\]*"\s*:\s*${scalar}[\s,]*)*\}`;
const value = `(?:${scalar}|${flatObject})`;
const scalarMembers = String.raw`(?:\s*,\s*"\w+"\s*:\s*${scalar})*\s*\}`;
const end = String.raw`\s*\}\s*$`;
const members = String.raw`(?:\s*,\s*"\w+"\s*:\s*${value})*`;
const restOfRecord = members + end;
const beforeOutput = String.raw`\s*,\s*"output"\s*:\s*\{`;
const intervened = String.raw`"(?:amazon-bedrock-guardrailAction"\s*:\s*"INTERVENED|stopReason"\s*:\s*"guardrail_intervened)`;

/** A count of `input`, captured under a name. */
export function inputCount(key: string, name: string): string {
  return String.raw`"${key}"\s*:\s*(?<${name}>\d+)${scalarMembers}(?:${beforeOutput}|${restOfRecord})`;
}

/** A count of `output`. */
export function outputCount(key: string, name: string): string {
  return String.raw`"${key}"\s*:\s*(?<${name}>\d+)${scalarMembers}${restOfRecord}`;
}

/** A member of the record that is text. */
export function recordText(key: string, name: string): string {
  return String.raw`"${key}"\s*:\s*"(?<${name}>[^"\\]*)"${restOfRecord}`;
}

/** A member that is text of an object that is a member of the record, such as `identity`. */
export function nestedText({ object, key }: { object: string; key: string }, name: string): string {
  const others = String.raw`(?:"[^"\\]*"\s*:\s*${scalar}[\s,]*)*`;
  const member = String.raw`"${literal(key)}"\s*:\s*"(?<${name}>[^"\\]*)"[\s,]*`;
  return String.raw`"${object}"\s*:\s*\{\s*${others}${member}${others}\}${restOfRecord}`;
}

/** Captures something in every record whose members behind the bodies the others understand. */
export function understoodEnd(name: string): string {
  const first = String.raw`^\s*\{\s*"\w+"\s*:\s*${value}`;
  return String.raw`(?:${first}|\})${members}\s*(?<${name}>\})\s*$`;
}

/** Captures something where it is not sure which `"output"` ends the input. */
export function secondOutput(name: string): string {
  return String.raw`\}${beforeOutput}[\s\S]*\}\s*,\s*(?<${name}>"output")\s*:\s*\{`;
}

/** Captures something where the output says that a guardrail intervened. */
export function guardedOutput(name: string): string {
  return String.raw`\}${beforeOutput}[\s\S]*${intervened}(?<${name}>")`;
}

/** The same anywhere in the record. */
export function guardAnywhere(name: string): string {
  return String.raw`${intervened}(?<${name}>")`;
}

/** Captures something where one of the keys has a count above 0, at whatever depth. */
export function countAnywhere(keys: readonly string[], name: string): string {
  return String.raw`(?<${name}>")(?:${keys.join('|')})"\s*:\s*[1-9]`;
}

/** Captures something where a key is there, at whatever depth. */
export function keyAnywhere(key: string, name: string): string {
  return String.raw`(?<${name}>"${key}")\s*:`;
}

/** A text as it stands; a slash and what has a meaning in a regular expression by its number. */
function literal(text: string): string {
  return text.replaceAll(
    /[^\w@# ]/g,
    (character) => String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
