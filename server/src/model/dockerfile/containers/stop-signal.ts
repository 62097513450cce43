import { firstRealTime, lastRealTime, signals } from "../../../data/signals.ts";

/** A signal as STOPSIGNAL names it. */
export interface StopSignal {
  /** As one writes it: `SIGTERM`, `SIGRTMIN+3`; undefined for what is no signal. */
  readonly canonical: string | undefined;
  /** Whether it depends on a variable, so that nothing is known. */
  readonly isDynamic: boolean;
}

export function readStopSignal(text: string): StopSignal {
  const plain = text.replace(/^(["'])(.*)\1$/, "$2").trim();
  if (plain.includes("$")) return { canonical: undefined, isDynamic: true };
  return { canonical: canonicalSignal(plain), isDynamic: false };
}

function canonicalSignal(text: string): string | undefined {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    const name = [...signals].find(([, value]) => value === number)?.[0];
    if (name !== undefined) return `SIG${name}`;
    if (number < firstRealTime || number > lastRealTime) return undefined;
    return number === firstRealTime ? "SIGRTMIN" : `SIGRTMIN+${number - firstRealTime}`;
  }
  const name = text.toUpperCase().replace(/^SIG/, "");
  if (signals.has(name)) return `SIG${name}`;
  const realTime = /^(RTMIN|RTMAX)(?:([+-])(\d{1,2}))?$/.exec(name);
  if (!realTime) return undefined;
  const [, base, sign, distance] = realTime;
  const isInside = distance === undefined || (Number(distance) <= lastRealTime - firstRealTime && (base === "RTMIN") === (sign === "+"));
  return isInside ? `SIG${name}` : undefined;
}
