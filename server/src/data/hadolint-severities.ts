type Severity = "error" | "warning" | "info" | "hint" | "off";

/** hadolint 2.15's own severities; what it calls style is a hint here. Codes that it keeps off, or has given up, are off. */
const codes: Readonly<Record<Severity, string>> = {
  error: "3000 3004 3011 3012 3020 3021 3023 3024 3026 3043 3044 3061 4000 4004",
  warning:
    "3002 3003 3006 3007 3008 3013 3014 3016 3018 3022 3025 3027 3028 3029 3030 3032 3033 3034 3035 3036 3037 3038 3040 3041 3042 3045 3046 " +
    "3051 3052 3053 3054 3055 3056 3058 3062 3063 3064 3065 3067 4001 4003 4005 4006",
  info: "3001 3009 3010 3015 3019 3047 3049 3050 3059 3060 3066",
  hint: "3048",
  off: "1001 3005 3017 3031 3039 3057",
};

export const hadolintSeverities: ReadonlyMap<string, Severity> = new Map(
  (Object.keys(codes) as Severity[]).flatMap((severity) => codes[severity].split(" ").map((code): [string, Severity] => [`DL${code}`, severity])),
);
