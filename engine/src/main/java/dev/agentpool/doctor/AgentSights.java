package dev.agentpool.doctor;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.workspace.Sight;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces;
import java.util.List;
import java.util.stream.Stream;

/** What agents will see of a project, as checks of {@link Doctor}. */
public final class AgentSights {
  private static final String NAME = "agents see: ";
  private final Workspaces workspaces;

  public AgentSights(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  /** One check a point. What stops a worktree is a failure only where one is wanted. */
  public List<Doctor.Check> checks(PoolConfig pool) {
    boolean wanted = wantsItsOwn(pool);
    try {
      return workspaces.survey(pool.directory()).stream()
          .map(sight -> check(sight, wanted))
          .toList();
    } catch (WorkspaceException refused) {
      String message = String.valueOf(refused.getMessage());
      return List.of(
          wanted
              ? new Doctor.Check(
                  NAME + "repository",
                  Doctor.Health.FAIL,
                  message,
                  "until then tasks of this pool get no workspace")
              : new Doctor.Check(
                  NAME + "project",
                  Doctor.Health.OK,
                  "its files as they are; no worktree or clone could be made: " + message,
                  ""));
    }
  }

  private static boolean wantsItsOwn(PoolConfig pool) {
    Settings settings = pool.project().over(pool.user());
    return Stream.concat(
            Stream.of(settings), pool.slots().stream().map(slot -> slot.settings().over(settings)))
        .map(of -> of.get(SettingKeys.WORKSPACE))
        .anyMatch(mode ->
            switch (mode) {
              case WORKTREE, CLONE -> true;
              case READ_ONLY, SHARED -> false;
            });
  }

  private static Doctor.Check check(Sight sight, boolean wanted) {
    Doctor.Health health =
        switch (sight.weight()) {
          case FINE -> Doctor.Health.OK;
          case MIND -> wanted ? Doctor.Health.WARN : Doctor.Health.OK;
          case STOPS -> wanted ? Doctor.Health.FAIL : Doctor.Health.WARN;
        };
    return new Doctor.Check(NAME + sight.subject(), health, sight.seen(), sight.advice());
  }
}
