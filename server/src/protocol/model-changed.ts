/** Notification of the server: stages or targets may have changed; views ask again. */
export const modelChangedNotification = "bakewell/modelChanged";

export interface ModelChangedParams {
  /** Documents whose stages or targets changed. */
  readonly uris: readonly string[];
}

/** Commands that code lenses carry; the client registers them. */
export const buildTargetCommand = "bakewell.buildTarget";
/** Its single argument is the list of `StageTarget`s to choose from. */
export const showTargetsOfStageCommand = "bakewell.showTargetsOfStage";

/** The single argument of `bakewell.buildTarget` when a lens or a tree item calls it. */
export interface BuildTargetArgument {
  readonly set: string;
  readonly targets: readonly string[];
}
