package dev.agentpool.cli;

import dev.agentpool.cli.client.Builds;
import dev.agentpool.cli.client.DaemonClient;
import dev.agentpool.cli.client.DaemonHome;
import dev.agentpool.cli.client.DaemonStart;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The command line's process. The launcher says by properties where the program and the java
 * executable lie.
 */
public final class Main {
  private static final Duration START_DEADLINE = Duration.ofSeconds(15);

  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    String image = System.getProperty("agentpool.dist");
    String java =
        System.getProperty("agentpool.java", System.getProperty("java.home") + "/bin/java");
    Path folder = image == null ? null : Path.of(image);
    DaemonStart start = new DaemonStart(folder, java, environment, START_DEADLINE);
    Terminal terminal = Terminal.ofProcess(environment);
    Builds builds = new Builds(Builds.of(folder), terminal::say);
    Surroundings here =
        new Surroundings(
            environment,
            Path.of("").toAbsolutePath(),
            terminal,
            new DaemonClient(DaemonHome.of(environment), start, environment, builds));
    System.exit(CommandLines.run(here, arguments));
  }
}
