package dev.agentpool.cli.command;

import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command works with.
 *
 * @param environment the user's environment variables
 * @param directory the working directory, absolute
 * @param daemon starts the daemon when it is asked and none runs
 */
public record Surroundings(
    Map<String, String> environment, Path directory, Terminal terminal, DaemonClient daemon) {
  /** The same at another terminal. */
  public Surroundings with(Terminal other) {
    return new Surroundings(environment, directory, other, daemon);
  }
}
