/* oxlint-disable no-control-regex -- Escape sequences are made of control characters. */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;

export type AnsiStyle = keyof typeof codes;

/** Text for a terminal; the style ends with the text. */
export function paint(style: AnsiStyle, text: string): string {
  return text === "" ? "" : `\u001b[${codes[style]}m${text}\u001b[0m`;
}

/**
 * What may reach the terminal of a line that a build step wrote: colors stay, but whatever moves the cursor, clears,
 * retitles or writes to the clipboard goes. After a carriage return only the last state of the line counts.
 */
export function cleanLogLine(line: string): string {
  const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\u0007|\u001b\\|$)|[ -/]*[0-~])/g;
  const isColor = /^\u001b\[[0-9;:]*m$/;
  const colored = line.replace(escapes, (escape) => (isColor.test(escape) ? escape : ""));
  const states = colored.split("\r").filter((state) => state !== "");
  return (states.at(-1) ?? "").replace(/[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/g, "");
}

export function stripColors(text: string): string {
  return text.replace(/\u001b\[[0-9;:]*m/g, "");
}
