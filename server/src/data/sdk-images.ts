/** Images that are made to compile with, by repository as messages name them: the command that shows it, and where the result can run. */
export interface SdkImage {
  readonly program: RegExp;
  /** The words that make a call of the program a compilation; empty when any call is. */
  readonly words: RegExp | undefined;
  /** What is enough to run the result. */
  readonly runtime: string;
}

const go: SdkImage = { program: /^(?:go|xx-go)$/, words: /^(?:build|install)$/, runtime: "scratch, distroless or alpine" };
const java = "eclipse-temurin with a -jre tag";

/** Keys are repositories without registry and `library/`. Sorted. */
export const sdkImages: Readonly<Record<string, SdkImage>> = {
  "dotnet/sdk": { program: /^dotnet$/, words: /^(?:publish|build)$/, runtime: "mcr.microsoft.com/dotnet/aspnet or runtime" },
  "gcc": { program: /^(?:gcc|g\+\+|cc|c\+\+|make|cmake)$/, words: undefined, runtime: "debian with a -slim tag" },
  "golang": go,
  "gradle": { program: /^gradlew?$/, words: /^:?(?:[\w-]+:)*(?:build|assemble|bootJar|shadowJar|installDist|jar)$/, runtime: java },
  "haskell": { program: /^(?:stack|cabal|ghc)$/, words: /build|install|\.hs$/, runtime: "debian with a -slim tag" },
  "maven": { program: /^mvnw?$/, words: /^(?:package|install|verify)$/, runtime: java },
  "rust": { program: /^(?:cargo|xx-cargo)$/, words: /^(?:build|install)$/, runtime: "debian with a -slim tag, or distroless" },
  "swift": { program: /^swift$/, words: /^build$/, runtime: "swift with a -slim tag" },
};
