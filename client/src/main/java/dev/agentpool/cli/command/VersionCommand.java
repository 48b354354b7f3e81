package dev.agentpool.cli.command;

import dev.agentpool.cli.client.Builds;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import java.nio.file.Path;
import picocli.CommandLine;

/** Prints the version. Never starts a daemon. */
@CommandLine.Command(
    name = "version",
    description = "Print the version of this program.",
    footer = {"", "Example:", "  agentpool version --json"})
final class VersionCommand extends Command {
  @Override
  public int run(Surroundings here) {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    String image = System.getProperty("agentpool.dist");
    String build = Builds.of(image == null ? null : Path.of(image));
    String text = version == null ? "development" : version;
    if (json) {
      here.terminal()
          .printJson(
              Json.object()
                  .put("version", text)
                  .put("build", build.isEmpty() ? null : build)
                  .put("java", Runtime.version().toString()));
    } else {
      here.terminal().print("agentpool " + text + " (Java " + Runtime.version().feature() + ")");
    }
    return ExitCode.DONE;
  }
}
