/** Notification of the server: stages or targets may have changed; views ask again. */
export const modelChangedNotification = "bakewell/modelChanged";

export interface ModelChangedParams {
  /** Documents whose stages or targets changed. */
  readonly uris: readonly string[];
}

/** The command that code lenses carry; the client registers it. */
export const buildTargetCommand = "bakewell.buildTarget";

/** The single argument of `bakewell.buildTarget` when a lens or a tree item calls it. */
export interface BuildTargetArgument {
  readonly set: string;
  readonly targets: readonly string[];
}
