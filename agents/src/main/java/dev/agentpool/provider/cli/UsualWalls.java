package dev.agentpool.provider.cli;

import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a CLI that is known by its data sees behind walls. */
public final class UsualWalls {
  private UsualWalls() {}

  /**
   * What it keeps is written where it always is; what it reads of the project is not, to read.
   *
   * @param program of which a script reads what lies beside it
   */
  public static void lay(
      Layout layout,
      SessionSpec spec,
      Path workingDirectory,
      Path program,
      List<KeptFolder> keeps,
      Map<String, String> environment)
      throws IOException {
    if (HeldAccess.of(spec.settings()) == Access.READ
        && spec.enclosure() instanceof Enclosure.Walled walled) {
      walled.writable().forEach(layout::fixed);
      layout.fixed(workingDirectory);
    }
    Path beside = program.toRealPath().getParent();
    if (beside != null) {
      layout.fixed(beside);
    }
    make(keeps, environment);
    for (KeptFolder kept : keeps) {
      kept.lay(layout, environment);
    }
  }

  /** Makes the folders that it writes in, as it would. */
  public static void make(List<KeptFolder> keeps, Map<String, String> environment)
      throws IOException {
    for (KeptFolder kept : keeps) {
      kept.make(environment);
    }
  }
}
