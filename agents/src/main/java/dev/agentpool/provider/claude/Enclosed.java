package dev.agentpool.provider.claude;

import dev.agentpool.process.LaunchSpec;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.walls.Layout;
import dev.agentpool.walls.Walls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the walls of a session around its launch. */
final class Enclosed {
  private Enclosed() {}

  /**
   * @param files that the session is handed by their path
   * @param ownFolder whether the CLI keeps a folder of its own in the user's home
   */
  static LaunchSpec of(LaunchSpec launch, SessionSpec spec, SessionFiles files, boolean ownFolder)
      throws IOException {
    return switch (spec.enclosure()) {
      case Enclosure.Open open -> launch;
      case Enclosure.Walled walled -> {
        List<Path> shown = new ArrayList<>(files.written());
        Path program = Path.of(launch.command().getFirst());
        shown.add(program);
        Layout layout =
            Walls.around(walled, launch.environment(), launch.folder(), List.copyOf(shown));
        files.links().forEach(layout::link);
        if (ownFolder) {
          ConfigFolder.of(launch.environment()).lay(layout, spec.workingDirectory());
        }
        // a link to it may not be there to be seen
        LaunchSpec seen = layout.isCovered(program) ? launch.running(program.toRealPath()) : launch;
        yield seen.behind(layout.wall(spec.workingDirectory()));
      }
    };
  }
}
