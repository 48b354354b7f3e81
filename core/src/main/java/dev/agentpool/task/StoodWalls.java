package dev.agentpool.task;

/** The walls that stood around an agent's processes. */
public sealed interface StoodWalls {
  /** No agent ran, or nobody wrote it down. */
  record Unrecorded() implements StoodWalls {}

  /** Nothing but the workspace could be written. */
  record Workspace() implements StoodWalls {
    private static final String TOLD = "workspace";
  }

  /**
   * None: all that the user may write could be written.
   *
   * @param why there were none; empty when the user wanted none
   */
  record None(String why) implements StoodWalls {
    private static final String TOLD = "off";
    private static final String BECAUSE = TOLD + ": ";
  }

  StoodWalls UNRECORDED = new Unrecorded();

  /** As results and sessions have it: {@code workspace}, {@code off: bwrap is not installed}. */
  default String told() {
    return switch (this) {
      case Unrecorded() -> "";
      case Workspace() -> Workspace.TOLD;
      case None(String why) -> why.isEmpty() ? None.TOLD : None.BECAUSE + why;
    };
  }

  /** What was told so. */
  static StoodWalls of(String told) {
    if (told.equals(Workspace.TOLD)) {
      return new Workspace();
    }
    if (told.equals(None.TOLD)) {
      return new None("");
    }
    return told.startsWith(None.BECAUSE)
        ? new None(told.substring(None.BECAUSE.length()))
        : UNRECORDED;
  }
}
