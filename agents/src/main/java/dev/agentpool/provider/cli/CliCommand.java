package dev.agentpool.provider.cli;

import dev.agentpool.walls.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line, environment and files that one process of a session is started with. */
public interface CliCommand {
  /**
   * The program first. Writes the files that it names.
   *
   * @throws IOException when one of them cannot be written
   */
  List<String> arguments() throws IOException;

  /** The complete environment of the process. */
  Map<String, String> environment();

  /** What the arguments name, once they are made. */
  SessionFiles files();

  /** Lets the process see, behind a wall, what its CLI keeps in the user's home. */
  default void lay(Layout layout, Path workingDirectory) throws IOException {}
}
