package dev.agentpool.provider.rpc;

import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an agent that asks may do by its access alone; whatever that leaves open is the desk's.
 *
 * @param workspace where it may change files with {@link Access#EDIT}
 */
public record AccessJudge(Access access, Path workspace) {

  /** Empty when a person, or a rule, is to say. */
  Optional<ToolDesk.Permission> judge(Wanted.Permission wanted) {
    return switch (access) {
      case FULL -> allow();
      case EDIT ->
          switch (wanted.doing()) {
            case LOOKS -> allow();
            case EDITS -> isWithin(wanted.places()) ? allow() : Optional.empty();
            case RUNS, OTHER -> Optional.empty();
          };
      case READ ->
          switch (wanted.doing()) {
            case LOOKS -> allow();
            case EDITS, RUNS -> Optional.of(new ToolDesk.Permission.Deny(readOnly(wanted), false));
            case OTHER -> Optional.empty();
          };
    };
  }

  private static Optional<ToolDesk.Permission> allow() {
    return Optional.of(new ToolDesk.Permission.Allow(null));
  }

  private static String readOnly(Wanted.Permission wanted) {
    return wanted.tool()
        + " was denied: the task's access is read, so nothing is changed and no command is run."
        + " Answer from what you can read.";
  }

  private boolean isWithin(List<Path> places) {
    return places.stream()
        .allMatch(place -> workspace.resolve(place).normalize().startsWith(workspace));
  }

  /** What a person does so that it is allowed another time. */
  String advice(Wanted.Permission wanted) {
    return switch (wanted.doing()) {
      case EDITS ->
          access == Access.READ
              ? "which access = \"edit\" allows"
              : "which access = \"full\" allows";
      case LOOKS, RUNS, OTHER -> "which access = \"full\" allows";
    };
  }
}
