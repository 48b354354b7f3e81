package dev.agentpool.provider.cli;

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

  static LaunchSpec of(LaunchSpec launch, SessionSpec spec, CliCommand command) throws IOException {
    return switch (spec.enclosure()) {
      case Enclosure.Open open -> launch;
      case Enclosure.Walled walled -> {
        List<Path> shown = new ArrayList<>(command.files().written());
        Path program = Path.of(launch.command().getFirst());
        shown.add(program);
        Layout layout =
            Walls.around(walled, launch.environment(), launch.folder(), List.copyOf(shown));
        command.files().links().forEach(layout::link);
        command.lay(layout, spec.workingDirectory());
        // a link to it may not be there to be seen
        LaunchSpec seen = layout.isCovered(program) ? launch.running(program.toRealPath()) : launch;
        yield seen.behind(layout.wall(spec.workingDirectory()));
      }
    };
  }
}
